const stripDoubles = text => String(text || '').replace(/\{(?:noformat|code)(?::[^}]*)?\}/g, '```').replace(/\[~([^\]]+)\]/g, '@$1');

function prepareAttachment({ issue, user }, text) {
  const { key, fields, self } = issue;
  const base = self.match(/(https?:\/\/[^\/]+?)\/.+/)[1];
  const res = {
    author_name: user.displayName, author_icon: user.avatarUrls['48x48'].replace(/^.*\?(.+)$/, '$&'), color: { Highest: '#ce0000', High: '#ea4444', Medium: '#ea7d24' }[fields.priority.name],
    thumb_url: fields.issuetype.iconUrl, title: `${key}: ${fields.summary}`, title_link: `${base}/browse/${key}`,
  };
  if (text) res.text = text;
  return res;
}

class Script {
  process_incoming_request({ request }) {
    const { webhookEvent, issue, user, comment, changelog } = request.content;
    const message = { icon_url: 'https://example.com/jira.png', attachments: [] };
    if (webhookEvent === 'jira:issue_created') message.text = `*${user.displayName}* created ${issue.key}`;
    else if (webhookEvent === 'jira:issue_updated') {
      const changes = (changelog ? changelog.items : []).filter(i => i.field !== 'description').map(i => `${i.field}: ${i.fromString || '-'} » ${i.toString || '-'}`);
      message.text = `*${user.displayName}* updated ${issue.key}`;
      if (changes.length) message.attachments.push(prepareAttachment(request.content, changes.join('\n')));
      if (comment) message.attachments.push(prepareAttachment(request.content, stripDoubles(comment.body)));
      return { content: message };
    } else return null;
    message.attachments.push(prepareAttachment(request.content, stripDoubles(issue.fields.description)));
    return { content: message };
  }
}
