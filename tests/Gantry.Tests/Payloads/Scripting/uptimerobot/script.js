class Script {
  process_incoming_request({ request }) {
    // UptimeRobot sends its fields in the query or as a form.
    const data = Object.assign({}, request.url.query, request.content);
    const isDown = Number(data.alertType) === 1;
    const seconds = parseInt(data.alertDuration, 10) || 0;
    const pad = n => String(n).padStart(2, '0');
    this.last = data.monitorFriendlyName;
    return { content: { alias: 'UptimeRobot', icon_emoji: isDown ? ':red_circle:' : ':large_blue_circle:', text: `${decodeURIComponent(data.monitorFriendlyName)} is ${isDown ? 'DOWN' : 'UP'}`, attachments: [{ color: isDown ? '#d9534f' : '#5cb85c', text: `${data.alertDetails}${isDown ? '' : ` after ${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`}`, title: data.monitorURL, title_link: data.monitorURL }] } };
  }
}
