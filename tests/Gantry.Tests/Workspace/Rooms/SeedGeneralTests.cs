using Gantry.Functions.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Workspace.Rooms;

public sealed class SeedGeneralTests
{
    [Fact]
    public async Task A_new_workspace_has_the_default_channel_with_its_first_members()
    {
        await using var server = await GantryServer.StartAsync();
        foreach (var seed in server.Services.GetServices<ISeed>()) await seed.RunAsync(CancellationToken.None);
        var admin = await server.AdminAsync();
        var room = (await admin.GetAsync("channels.info?roomName=general")).GetProperty("channel");
        Assert.Equal(("GENERAL", "c", true, 2), (room.GetProperty("_id").GetString(), room.GetProperty("t").GetString(), room.GetProperty("default").GetBoolean(), room.GetProperty("usersCount").GetInt32()));
        var members = (await admin.GetAsync("channels.members?roomId=GENERAL")).GetProperty("members").EnumerateArray().Select(member => member.GetProperty("username").GetString());
        Assert.Equal(["admin", "rocket.cat"], members);
        await admin.PostAsync("channels.setTopic", new { roomId = "GENERAL", topic = "the admin owns it" });
    }
}
