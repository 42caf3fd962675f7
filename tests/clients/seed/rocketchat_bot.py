import requests

class RocketChatBot:
    def __init__(self, server_url, username, password):
        self.server_url = server_url
        self.session = requests.Session()
        response = self.session.post(
            f"{server_url}/api/v1/login",
            json={"user": username, "password": password}
        )
        data = response.json()["data"]
        self.session.headers.update({
            "X-Auth-Token": data["authToken"],
            "X-User-Id": data["userId"]
        })

    def send_message(self, room_id, text):
        return self.session.post(
            f"{self.server_url}/api/v1/chat.postMessage",
            json={"roomId": room_id, "text": text}
        ).json()

    def get_messages(self, room_id, count=50):
        return self.session.get(
            f"{self.server_url}/api/v1/channels.history",
            params={"roomId": room_id, "count": count}
        ).json()

# Usage
bot = RocketChatBot("https://chat.example.com", "bot", "password")
bot.send_message("room_id", "Hello!")
