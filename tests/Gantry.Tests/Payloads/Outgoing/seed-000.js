class Script {
  /**
   * @params {object} request
   */
  prepare_outgoing_request({ request }) {
    // Modify the outgoing request
    return {
      url: request.url + '?source=rocketchat',
      headers: {
        'X-Custom-Header': 'Custom Value',
        'Authorization': 'Bearer ' + request.token
      },
      data: {
        message: request.data.text,
        user: request.data.user_name,
        timestamp: new Date().toISOString()
      }
    };
  }
  
  /**
   * @params {object} request
   * @params {object} response
   */
  process_outgoing_response({ request, response }) {
    // Process the response from external service
    if (response.statusCode === 200) {
      return {
        content: {
          text: 'External service processed the message: ' + response.content.result
        }
      };
    }
    
    return {
      content: {
        text: 'Failed to process message externally'
      }
    };
  }
}
