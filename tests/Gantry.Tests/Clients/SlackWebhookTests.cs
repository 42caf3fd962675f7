using System.Text.Json;

namespace Gantry.Tests.Clients;

/// <summary>The official Slack webhook client (npm <c>@slack/webhook</c>), unchanged.</summary>
public sealed class SlackWebhookTests
{
    [Fact]
    public async Task The_client_posts_its_text()
    {
        var (driver, roomId, hook) = await NewAsync();
        var result = await NodeClient.RunAsync("slack-webhook.mjs", Url(driver, hook), "\"Hello <https://example.com|there>\"");
        Assert.True(result.TryGetProperty("text", out _), result.ToString());
        Assert.Equal(["Hello [there](https://example.com)"], await driver.TextsAsync(roomId));
    }

    [Fact]
    public async Task The_client_posts_attachments_under_its_own_name()
    {
        var (driver, roomId, hook) = await NewAsync();
        var message = new { text = "Build", attachments = new[] { new { color = "danger", title = "Failed", fields = new[] { new { title = "Branch", value = "main", @short = true } } } } };
        var defaults = new { username = "ci", icon_emoji = ":robot_face:" };
        var result = await NodeClient.RunAsync("slack-webhook.mjs", Url(driver, hook), JsonSerializer.Serialize(message), JsonSerializer.Serialize(defaults));
        Assert.True(result.TryGetProperty("text", out _), result.ToString());
        var posted = (await driver.Api.GetAsync("channels.messages?roomId=" + roomId)).GetProperty("messages").EnumerateArray().Single(item => !item.TryGetProperty("t", out _));
        Assert.Equal("ci", posted.GetProperty("alias").GetString());
        Assert.Equal(":robot_face:", posted.GetProperty("emoji").GetString());
        Assert.Equal("danger", posted.GetProperty("attachments")[0].GetProperty("color").GetString());
    }

    [Fact]
    public async Task The_client_is_told_of_a_refusal()
    {
        var (driver, _, hook) = await NewAsync();
        var result = await NodeClient.RunAsync("slack-webhook.mjs", Url(driver, hook with { Token = "wrong" }), "\"Hello\"");
        Assert.Equal(404, result.GetProperty("status").GetInt32());
    }

    private static async Task<(IntegrationDriver Driver, string RoomId, Hook Hook)> NewAsync()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var (channel, roomId) = await driver.NewRoomAsync();
        return (driver, roomId, await driver.NewHookAsync(channel));
    }

    private static string Url(IntegrationDriver driver, Hook hook) => new Uri(driver.Server.Url, hook.Path).ToString();
}
