using System.Net;
using System.Text.Json;
using Gantry.Functions.Purge;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Integrations;

/// <summary>What becomes of integrations when what they refer to changes (<c>rocket-chat-behaviour.md</c> 1.13).</summary>
public sealed class IntegrationUpkeepTests
{
    [Fact]
    public async Task Renaming_a_room_rewrites_it_in_the_integrations_that_name_it_and_their_hooks_go_on()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var ((channel, id), (other, _)) = (await driver.NewRoomAsync(), await driver.NewRoomAsync());
        var (hook, untouched) = (await driver.NewHookAsync($"{channel}, {other}"), await driver.NewHookAsync(other));
        var outgoing = await NewOutgoingAsync(driver.Api, channel, other);
        var stays = await GetAsync(driver.Api, untouched.Id);

        var name = Names.New("renamed");
        await driver.Api.PostAsync("channels.rename", new { roomId = id, name });
        Assert.Equal(["#" + name, other], Channels(await GetAsync(driver.Api, hook.Id)));
        Assert.Equal(["#" + name], Channels(await GetAsync(driver.Api, outgoing)));
        Assert.Equal(other, (await GetAsync(driver.Api, outgoing)).GetProperty("targetRoom").GetString());
        Assert.Equal(stays.ToString(), (await GetAsync(driver.Api, untouched.Id)).ToString());
        await driver.PostAsync(hook, new { text = "still here" });
        Assert.Contains("still here", await driver.TextsAsync(id));
    }

    [Fact]
    public async Task A_room_that_has_its_former_name_again_leaves_its_integrations_as_they_are()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var (channel, id) = await driver.NewRoomAsync();
        var hook = await driver.NewHookAsync(channel);
        for (var i = 0; i < 10; i++) await driver.NewHookAsync(channel);
        var before = await GetAsync(driver.Api, hook.Id);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await driver.Server.Services.GetServices<IRemovalListener>().TellAsync(new PurgeJob("roomname", $"{id} {channel[1..]}"), patience.Token);
        Assert.Equal(before.ToString(), (await GetAsync(driver.Api, hook.Id)).ToString());
    }

    [Fact]
    public async Task Deleting_a_user_switches_off_the_integrations_that_post_as_it()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var name = Names.New("leaving");
        var user = (await driver.Api.PostAsync("users.create", new { username = name, name, email = name + "@example.org", password = "user-pass-1" })).GetProperty("user");
        var hooks = new List<Hook>();
        for (var i = 0; i < 12; i++) hooks.Add(await driver.NewHookAsync("#general", new { username = name }));
        var stays = await driver.NewHookAsync("#general");

        await driver.Api.PostAsync("users.delete", new { userId = user.GetProperty("_id").GetString() });
        foreach (var hook in hooks) Assert.False((await GetAsync(driver.Api, hook.Id)).GetProperty("enabled").GetBoolean());
        Assert.True((await GetAsync(driver.Api, stays.Id)).GetProperty("enabled").GetBoolean());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await driver.CallAsync(hooks[0], new { text = "x" })).Status);
    }

    [Fact]
    public async Task Deleting_a_room_leaves_its_integrations()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var (channel, id) = await driver.NewRoomAsync();
        var hook = await driver.NewHookAsync(channel);
        await driver.Api.PostAsync("channels.delete", new { roomId = id });
        var integration = await GetAsync(driver.Api, hook.Id);
        Assert.True(integration.GetProperty("enabled").GetBoolean());
        Assert.Equal([channel], Channels(integration));
    }

    private static async Task<string> NewOutgoingAsync(ApiClient api, string channel, string targetRoom)
    {
        var body = new { type = "webhook-outgoing", name = "out", enabled = true, @event = "sendMessage", username = "rocket.cat", channel, targetRoom, urls = new[] { "https://own.example/" } };
        return (await api.PostAsync("integrations.create", body)).GetProperty("integration").GetProperty("_id").GetString()!;
    }

    private static async Task<JsonElement> GetAsync(ApiClient api, string id) => (await api.GetAsync("integrations.get?integrationId=" + id)).GetProperty("integration");

    private static IEnumerable<string?> Channels(JsonElement integration) => integration.GetProperty("channel").EnumerateArray().Select(channel => channel.GetString());
}
