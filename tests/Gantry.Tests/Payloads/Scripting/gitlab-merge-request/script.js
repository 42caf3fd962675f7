/* globals moment */
const colors = { opened: '#1aaa55', merged: '#1f78d1', closed: '#db3b21' };

class Script {
  process_incoming_request({ request }) {
    try {
      switch (request.headers['x-gitlab-event']) {
        case 'Push Hook': return { content: this.push(request.content) };
        case 'Merge Request Hook': return { content: this.mergeRequest(request.content) };
        default: return;
      }
    } catch (e) {
      console.error(e);
      return { error: { success: false, message: e.message || e } };
    }
  }

  push(data) {
    if (/^0+$/.test(data.after)) return { username: 'gitlab', text: `${data.user_name} removed branch ${this.branch(data.ref)}` };
    return {
      username: `gitlab/${data.project.name}`,
      icon_url: data.project.avatar_url || data.user_avatar || '',
      text: `${data.user_name} pushed ${data.total_commits_count} commits to ${this.branch(data.ref)}`,
      attachments: data.commits.map(({ title, url, author: { name }, timestamp }) => ({ title, title_link: url, text: `${name}, ${moment.utc(timestamp).format('D MMM YYYY HH:mm')}` })),
    };
  }

  mergeRequest({ user, object_attributes: mr, project }) {
    return { username: `gitlab/${project.name}`, text: `${user.name} ${mr.action} !${mr.iid}`, attachments: [{ color: colors[mr.state], title: mr.title, title_link: mr.url, text: mr.description, fields: [{ title: 'Source', value: mr.source_branch, short: true }, { title: 'Target', value: mr.target_branch, short: true }] }] };
  }

  branch(ref) { return ref.replace(/^refs\/(?:heads|tags)\/(.+)$/, '$1'); }
}
