class Script {
  process_incoming_request({ request }) {
    var colors = { warning: '#f2c744', critical: '#ff0000', resolved: '#00ff00' };
    var data = request.content, attachments = [];
    for (var i = 0; i < data.alerts.length; i++) {
      var alert = data.alerts[i], fields = [];
      for (var name in alert.labels) if (name !== 'alertname') fields.push({ title: name, value: alert.labels[name], short: true });
      attachments.push({ color: alert.status === 'resolved' ? colors.resolved : colors[alert.labels.severity] || '#cccccc', title: '[' + alert.status.toUpperCase() + '] ' + alert.labels.alertname, title_link: alert.generatorURL, text: alert.annotations.description || alert.annotations.summary, fields: fields });
    }
    finished = true;
    return { content: { username: 'Prometheus Alert', text: data.groupLabels.alertname + ': ' + data.alerts.filter(function (a) { return a.status == 'firing'; }).length + ' firing', attachments: attachments } };
  }
}
