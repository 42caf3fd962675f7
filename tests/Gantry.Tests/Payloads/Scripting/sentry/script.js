class Script {
  process_incoming_request({ request: { content, headers } }) {
    if (headers['sentry-hook-resource'] !== 'event_alert') return { error: { success: false, message: 'not an alert' } };
    const { event, triggered_rule: rule } = content.data;
    const tags = new Map(event.tags);
    const frame = event.exception?.values?.at(-1)?.stacktrace?.frames?.findLast(f => f.in_app);
    return { content: { username: 'Sentry', text: `Rule *${rule}*`, attachments: [{ color: { error: '#e03e2f', warning: '#ffc227' }[event.level] ?? '#2788ce', title: event.title, title_link: event.web_url, text: `\`${event.culprit}\`` + (frame ? ` at ${frame.filename}:${frame.lineno}` : ''), fields: ['environment', 'release'].filter(tag => tags.has(tag)).map(tag => ({ title: tag, value: tags.get(tag), short: true })) }] } };
  }
}
