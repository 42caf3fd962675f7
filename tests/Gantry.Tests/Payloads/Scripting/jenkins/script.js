class Script {
  process_incoming_request({ request }) {
    const { name, build } = request.content;
    if (build.phase !== 'FINALIZED') return;
    const look = { SUCCESS: ['good', ':sunny:'], UNSTABLE: ['warning', ':cloud:'], FAILURE: ['danger', ':zap:'] }[build.status] || ['#999999', ':question:'];
    const [color, emoji] = look;
    const params = _.chain(build.parameters).pairs().map(([key, value]) => `${key}=${value}`).value().join(' ');
    return { content: { emoji, text: `${name} #${build.number}: *${s.humanize(build.status.toLowerCase())}*`, attachments: [{ color, title: build.scm.branch, title_link: build.full_url, text: params, fields: [{ title: 'Duration', value: moment.duration(build.duration).humanize(), short: true }, { title: 'Commit', value: build.scm.commit.substr(0, 7), short: true }] }] } };
  }
}
