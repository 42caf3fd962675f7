const axios = require('axios');

class RocketChatClient {
  constructor(serverUrl, username, password) {
    this.serverUrl = serverUrl;
    this.client = axios.create({ baseURL: serverUrl });
  }

  async authenticate(username, password) {
    const response = await this.client.post('/api/v1/login', {
      user: username,
      password: password
    });
    const { userId, authToken } = response.data.data;
    this.client.defaults.headers['X-Auth-Token'] = authToken;
    this.client.defaults.headers['X-User-Id'] = userId;
    return { userId, authToken };
  }

  async sendMessage(roomId, text) {
    return await this.client.post('/api/v1/chat.postMessage', {
      roomId,
      text
    });
  }

  async getMessages(roomId, count = 50) {
    return await this.client.get('/api/v1/channels.history', {
      params: { roomId, count }
    });
  }
}

// Usage
(async () => {
  const client = new RocketChatClient('https://chat.example.com', 'bot', 'password');
  await client.authenticate('bot', 'password');
  await client.sendMessage('room_id', 'Hello!');
})();
