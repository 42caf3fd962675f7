const processors = {
  'repo:push'({ actor, repository, push }) {
    const attachments = [];
    for (const change of push.changes) {
      const { new: target, old, commits = [] } = change;
      if (!target) { attachments.push({ text: `deleted ${old.type} ${old.name}` }); continue; }
      attachments.push({ author_name: actor.display_name, text: [`${target.type} *${target.name}*`, ...commits.map(({ hash, message, links: { html: { href } } }) => `* [${hash.substring(0, 8)}](${href}): ${message.trim()}`)].join('\n') });
    }
    return { text: `Push to [${repository.full_name}](${repository.links.html.href})`, attachments };
  },
};

class Script {
  async process_incoming_request({ request }) {
    const key = request.headers['x-event-key'];
    if (!processors[key]) return { error: { success: false, message: `Cannot handle event ${key}` } };
    const content = await Promise.resolve(request.content).then(processors[key]);
    return { content: { ...content, parseUrls: false } };
  }
}
