using Gantry.Functions.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Workspace;

/// <summary>Users and rooms of a test's own.</summary>
internal static class People
{
    private const string Password = "user-pass-1";

    /// <summary>A client that is logged in as a new user with the given roles.</summary>
    public static async Task<ApiClient> NewAsync(GantryServer server, params string[] roles)
    {
        var users = server.Services.GetRequiredService<UserStore>();
        var name = Names.New("person");
        await users.CreateAsync(
            new User { Id = Names.New("id"), Username = name, Name = "Name of " + name, Roles = roles.Length > 0 ? roles : ["user"], Password = PasswordHash.Create(PasswordHash.Digest(Password), 1000) },
            CancellationToken.None);
        return await ApiClient.LoginAsync(server, name, Password);
    }

    /// <summary>The stored user of a client.</summary>
    public static async Task<User> UserAsync(this ApiClient client, GantryServer server) =>
        (await server.Services.GetRequiredService<UserStore>().FindAsync(client.UserId, CancellationToken.None))!;

    /// <summary>A new channel or group; gives its id and name.</summary>
    public static async Task<(string Id, string Name)> NewRoomAsync(this ApiClient owner, string kind = "channels", params ApiClient[] members)
    {
        var name = Names.New("room");
        var room = await owner.PostAsync(kind + ".create", new { name, members = members.Select(member => member.Username) });
        return (room.GetProperty(kind[..^1]).GetProperty("_id").GetString()!, name);
    }

    /// <summary>Posts a text; gives the message's id.</summary>
    public static async Task<string> SayAsync(this ApiClient client, string roomId, string text, string? tmid = null) =>
        (await client.PostAsync("chat.postMessage", new { roomId, text, tmid })).GetProperty("message").GetProperty("_id").GetString()!;
}
