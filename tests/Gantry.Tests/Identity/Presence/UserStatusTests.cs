using System.Net;

namespace Gantry.Tests.Identity.Presence;

public sealed class UserStatusTests
{
    private const string Set = "users.setStatus";

    public static TheoryData<string, HttpStatusCode, string> RefusedBodies => new()
    {
        { "{}", HttpStatusCode.BadRequest, "invalid-params" },
        { """{"status":{}}""", HttpStatusCode.BadRequest, "invalid-params" },
        { """{"status":"asleep"}""", HttpStatusCode.UnprocessableEntity, "error-invalid-status" },
        { $$"""{"message":"{{new string('x', 121)}}"}""", HttpStatusCode.UnprocessableEntity, "error-status-text-size-exceeded" },
        { """{"status":"away","expiresAt":"2020-01-01T00:00:00Z"}""", HttpStatusCode.UnprocessableEntity, "error-invalid-date" },
        { """{"status":"away","expiresAt":"soon"}""", HttpStatusCode.BadRequest, "invalid-params" },
        { """{"status":"away","userId":"nobody"}""", HttpStatusCode.NotFound, "error-invalid-user" },
        { """{"status":"away","username":"rocket.cat"}""", HttpStatusCode.Forbidden, "error-user-not-authorized" },
    };

    [Fact]
    public async Task A_status_and_its_text_are_seen_by_others()
    {
        var server = await GantryServer.SharedAsync();
        var (user, other) = (await server.NewUserAsync(), await server.NewUserAsync());
        Assert.Equal("offline", (await other.GetAsync("users.getPresence?userId=" + user.UserId)).GetProperty("presence").GetString());
        await user.PostAsync(Set, new { status = "busy", message = "In a meeting" });
        var seen = await other.GetAsync("users.getStatus?username=" + user.Username);
        Assert.Equal(("busy", "In a meeting", user.UserId), (seen.GetProperty("status").GetString(), seen.GetProperty("message").GetString(), seen.GetProperty("_id").GetString()));
        Assert.False(seen.TryGetProperty("connectionStatus", out _));
        Assert.Equal("busy", (await other.GetAsync("users.getPresence?user=" + user.Username)).GetProperty("presence").GetString());
        Assert.Equal("busy", (await other.GetAsync("users.info?userId=" + user.UserId)).GetProperty("user").GetProperty("status").GetString());
    }

    [Fact]
    public async Task One_sees_ones_own_connection_too()
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        await user.PostAsync(Set, new { status = "online" });
        Assert.Equal("online", (await user.GetAsync("users.getStatus")).GetProperty("connectionStatus").GetString());
        var presence = await user.GetAsync("users.getPresence");
        Assert.Equal("online", presence.GetProperty("connectionStatus").GetString());
        Assert.True(presence.TryGetProperty("lastLogin", out _));
    }

    [Fact]
    public async Task What_the_call_does_not_mention_stays()
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        await user.PostAsync(Set, new { status = "away", message = "Lunch" });
        await user.PostAsync(Set, new { status = "busy" });
        var status = await user.GetAsync("users.getStatus");
        Assert.Equal(("busy", "Lunch"), (status.GetProperty("status").GetString(), status.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task A_status_ends_when_it_was_said_to()
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        await user.PostAsync(Set, new { status = "busy", message = "Back soon", expiresAt = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + 1500) });
        await Eventually.TrueAsync(async () => (await user.GetAsync("users.getStatus")) is var status && status.GetProperty("status").GetString() == "offline" && status.GetProperty("message").GetString() == "");
    }

    [Fact]
    public async Task An_admin_sets_the_status_of_others()
    {
        var server = await GantryServer.SharedAsync();
        var user = await server.NewUserAsync();
        await (await server.AdminAsync()).PostAsync(Set, new { userId = user.UserId, message = "On holiday" });
        Assert.Equal("On holiday", (await user.GetAsync("users.getStatus")).GetProperty("message").GetString());
    }

    [Theory]
    [MemberData(nameof(RefusedBodies))]
    public async Task What_cannot_be_is_refused(string body, HttpStatusCode status, string expected)
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        Assert.Equal(expected, (await user.RefusedAsync(status, HttpMethod.Post, Set, body)).ErrorType);
    }

    [Fact]
    public async Task Settings_take_the_message_and_invisibility_away()
    {
        await using var server = await GantryServer.StartAsync();
        var admin = await server.AdminAsync();
        await admin.PostAsync("settings/Accounts_AllowUserStatusMessageChange", new { value = false });
        await admin.PostAsync("settings/Accounts_AllowInvisibleStatusOption", new { value = false });
        Assert.Equal("error-not-allowed", (await admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, Set, new { message = "x" })).ErrorType);
        var (error, errorType) = await admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, Set, new { status = "offline" });
        Assert.Equal(("Invisible status is disabled [error-status-not-allowed]", "error-status-not-allowed"), (error, errorType));
        await admin.PostAsync(Set, new { status = "away" });
    }

    [Fact]
    public async Task Presence_tells_who_is_there_by_ids_and_since_a_time()
    {
        await using var server = await GantryServer.StartAsync();
        var (user, idle) = (await server.NewUserAsync(), await server.NewUserAsync());
        await user.PostAsync(Set, new { status = "away" });
        var all = await user.GetAsync("users.presence");
        Assert.True(all.GetProperty("full").GetBoolean());
        var only = Assert.Single(all.GetProperty("users").EnumerateArray());
        Assert.Equal((user.UserId, user.Username, "away"), (only.GetProperty("_id").GetString(), only.GetProperty("username").GetString(), only.GetProperty("status").GetString()));

        foreach (var query in (string[])[$"ids={idle.UserId},{user.UserId},nobody", $"ids={user.UserId},{idle.UserId}"])
        {
            var named = await user.GetAsync("users.presence?" + query);
            Assert.False(named.GetProperty("full").GetBoolean());
            Assert.Equal(2, named.GetProperty("users").GetArrayLength());
        }

        var since = Uri.EscapeDataString(TimeProvider.System.GetUtcNow().AddMinutes(-1).ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        Assert.False((await user.GetAsync("users.presence?from=" + since)).GetProperty("full").GetBoolean());
        await user.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "users.presence?from=yesterday-ish");
    }
}
