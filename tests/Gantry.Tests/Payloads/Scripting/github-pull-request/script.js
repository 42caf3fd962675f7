/* exported Script */
/* globals console, _, s */
const user = u => ({ author_name: u.login, author_icon: u.avatar_url, author_link: u.html_url });

class GitHubEvents {
  push(data) {
    const branch = data.ref.replace('refs/heads/', '');
    const lines = _.map(data.commits, c => `[\`${c.id.slice(0, 7)}\`](${c.url}) ${s.truncate(c.message.split('\n')[0], 50)} - ${c.author.name}`);
    return { text: `**${data.pusher.name}** pushed ${data.commits.length} commit${data.commits.length === 1 ? '' : 's'} to [${data.repository.full_name}:${branch}](${data.compare})`, attachments: [{ color: '#24292e', text: lines.join('\n') }] };
  }
  issues({ action, issue, repository, sender }) {
    const colors = { opened: '#28a745', closed: '#cb2431', reopened: '#28a745' };
    return { text: `Issue ${action} in ${repository.full_name}`, attachments: [{ ...user(sender), color: colors[action] || '#6a737d', title: `#${issue.number} ${issue.title}`, title_link: issue.html_url, text: issue.body || '', fields: [{ title: 'Labels', value: _.pluck(issue.labels, 'name').join(', ') || 'none', short: true }] }] };
  }
  pull_request({ action, pull_request: pr, repository, sender }) {
    const verb = action === 'closed' && pr.merged ? 'merged' : action;
    return { text: `Pull request ${verb} in ${repository.full_name}`, attachments: [{ ...user(sender), title: `#${pr.number} ${pr.title}`, title_link: pr.html_url, text: `${pr.head.ref} → ${pr.base.ref} (+${pr.additions} −${pr.deletions})` }] };
  }
}

class Script {
  process_incoming_request({ request }) {
    const event = request.headers['x-github-event'];
    console.log('event', event);
    const events = new GitHubEvents();
    if (typeof events[event] !== 'function') return { error: { success: false, message: 'Unsupported event ' + event } };
    return { content: Object.assign({ alias: 'GitHub', parseUrls: false }, events[event](request.content)) };
  }
}
