class Script {
  /**
   * @params {object} request
   */
  process_incoming_request({ request }) {
    // Process the incoming request
    let text = request.content.text;
    
    // Transform the message
    if (text.includes('ERROR')) {
      return {
        content: {
          text: ':rotating_light: **ERROR DETECTED** :rotating_light:\n' + text,
          attachments: [{
            color: 'danger',
            text: 'An error has occurred in the system'
          }]
        }
      };
    }
    
    return {
      content: {
        text: text,
        channel: '#alerts'
      }
    };
  }
}
