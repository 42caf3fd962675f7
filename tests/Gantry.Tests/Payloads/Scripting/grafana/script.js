class Script {
  process_incoming_request({ request }) {
    const { status, title, message, alerts = [], externalURL } = request.content;
    console.info(`grafana: ${alerts.length} alerts, ${status}`);
    const color = status === 'firing' ? '#d44a3a' : '#299c46';
    return {
      content: {
        username: 'Grafana', icon_emoji: status === 'firing' ? ':fire:' : ':white_check_mark:', text: title,
        attachments: alerts.map(alert => ({
          color, title: alert.labels.alertname, title_link: alert.panelURL || externalURL, text: (alert.annotations || {}).summary || message,
          fields: Object.entries(alert.labels).filter(([name]) => name !== 'alertname').map(([title, value]) => ({ title, value, short: true }))
            .concat(Object.keys(alert.values || {}).sort().map(name => ({ title: name, value: alert.values[name].toFixed(2), short: true }))),
          ts: alert.startsAt,
        })),
      },
    };
  }
}
