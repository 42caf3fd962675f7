using System.Text;
using System.Text.Json;
using Gantry.Benchmarks.Sections;

namespace Gantry.Benchmarks;

/// <summary>Users, rooms, messages and the like that are new for each call.</summary>
internal sealed class BenchObjects(BenchClient client)
{
    public static string NewName() => "bench-" + Guid.NewGuid().ToString("N")[..12];

    /// <summary>A form with one user to make.</summary>
    public static HttpContent Csv()
    {
        var name = NewName();
        return new MultipartFormDataContent { { new StringContent($"username,name,email,password\n{name},{name},{name}@example.org,user-pass-1\n"), "csv", "users.csv" } };
    }

    /// <summary>A form with a small file for a room.</summary>
    public static HttpContent File(string roomId) => new MultipartFormDataContent
    {
        { new ByteArrayContent(Encoding.UTF8.GetBytes("hello")), "file", "notes.txt" },
        { new StringContent(roomId), "roomId" },
        { new StringContent("File description"), "description" },
    };

    public async Task<(string Id, string Name)> NewUserAsync()
    {
        var name = NewName();
        return (Id(await client.PostAsync("users.create", new { username = name, name, email = name + "@example.org", password = "user-pass-1" }), "user"), name);
    }

    public async Task<(string Id, string Name)> NewRoomAsync()
    {
        var name = NewName();
        return (Id(await client.PostAsync("channels.create", new { name }), "channel"), name);
    }

    /// <summary>A channel with two owners, the caller and another.</summary>
    public async Task<string> SharedRoomAsync()
    {
        var (room, user) = (await NewRoomAsync(), await NewUserAsync());
        await client.PostAsync("channels.invite", new { roomId = room.Id, userId = user.Id });
        await client.PostAsync("channels.addOwner", new { roomId = room.Id, userId = user.Id });
        return room.Id;
    }

    /// <summary>A channel that the caller is not in any more.</summary>
    public async Task<string> LeftRoomAsync()
    {
        var room = await SharedRoomAsync();
        await client.PostAsync("channels.leave", new { roomId = room });
        return room;
    }

    /// <summary>A message in a channel of its own.</summary>
    public async Task<(string Id, string RoomId)> NewMessageAsync()
    {
        var room = await NewRoomAsync();
        return (Id(await client.PostAsync("chat.postMessage", new { roomId = room.Id, text = "a keyword" }), "message"), room.Id);
    }

    public async Task<(string Id, string RoomId)> ReactedMessageAsync()
    {
        var message = await NewMessageAsync();
        await client.PostAsync("chat.react", new { messageId = message.Id, emoji = ":+1:" });
        return message;
    }

    public async Task<(string Id, string Token)> NewIntegrationAsync() => await NewIntegrationAsync((await NewRoomAsync()).Name);

    public async Task<(string Id, string Token)> NewIntegrationAsync(string name)
    {
        var integration = (await client.PostAsync("integrations.create", new { type = "webhook-incoming", name, enabled = true, username = "rocket.cat", channel = "#" + name, scriptEnabled = false })).GetProperty("integration");
        return (integration.GetProperty("_id").GetString()!, integration.GetProperty("token").GetString()!);
    }

    /// <summary>The path of a hook whose user came into the room with the first call.</summary>
    public async Task<string> CalledHookAsync()
    {
        var (id, token) = await NewIntegrationAsync();
        var path = $"/hooks/{id}/{token}";
        await client.CallAsync(path);
        return path;
    }

    public async Task<string> NewCommandAsync() =>
        Id(await client.PostAsync("commands.create", new { command = NewName(), url = "https://external-service.com/command", description = "My custom command", enabled = true }), "command");

    public async Task<string> NewAppAsync() => (await client.PostAsync("oauth-apps.create", new { name = NewName(), active = true, redirectUri = "https://example.org/callback" })).GetProperty("application").GetProperty("_id").GetString()!;

    /// <summary>Where the service behind a command that was run may answer later: a path.</summary>
    public async Task<string> AnsweredCommandAsync(WebhookReceiver receiver)
    {
        var (name, room) = (NewName(), await NewRoomAsync());
        await client.PostAsync("commands.create", new { command = name, url = receiver.Command, enabled = true });
        await client.PostAsync("commands.run", new { command = name, roomId = room.Id, @params = "" });
        return new Uri(receiver.LastResponseUrl).AbsolutePath;
    }

    /// <summary>Connects to the realtime protocol, logs in and hears of a room.</summary>
    public async Task ListenAsync(string path, string roomId)
    {
        using var socket = new BenchSocket();
        await socket.ListenAsync(client, path, roomId);
    }

    private static string Id(JsonElement answer, string name) => answer.GetProperty(name).GetProperty("_id").GetString()!;
}
