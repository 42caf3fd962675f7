using System.Net;
using System.Text.Json;

namespace Gantry.Tests.Identity.Accounts;

public sealed class UserSearchTests
{
    [Fact]
    public async Task Autocomplete_finds_names_that_begin_with_the_term_first_and_leaves_exceptions_out()
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        var term = Names.New("zed");
        foreach (var name in (string[])["x" + term, term + "b", term + "a"])
            await admin.PostAsync("users.create", new { username = name, name, email = name + "@example.org", password = "user-pass-1" });
        Assert.Equal([term + "a", term + "b", "x" + term], await FindAsync(admin, JsonSerializer.Serialize(new { term = term.ToUpperInvariant() })));
        Assert.Equal([term + "b", "x" + term], await FindAsync(admin, JsonSerializer.Serialize(new { term, exceptions = new[] { term + "a" }, conditions = new { active = true } })));
        Assert.Empty(await FindAsync(admin, JsonSerializer.Serialize(new { term = term + "-nobody" })));
    }

    [Theory]
    [InlineData("users.autocomplete", HttpStatusCode.BadRequest)]
    [InlineData("users.autocomplete?selector=x", HttpStatusCode.BadRequest)]
    [InlineData("users.autocomplete?selector=[]", HttpStatusCode.BadRequest)]
    [InlineData("users.listByStatus?status=gone", HttpStatusCode.BadRequest)]
    [InlineData("users.listTeams", HttpStatusCode.BadRequest)]
    [InlineData("users.listTeams?userId=nobody", HttpStatusCode.NotFound)]
    [InlineData("users.checkUsernameAvailability", HttpStatusCode.BadRequest)]
    [InlineData("users.checkUsernameAvailability?username=a%20b", HttpStatusCode.UnprocessableEntity)]
    public async Task What_cannot_be_is_refused(string path, HttpStatusCode status)
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        await user.RefusedAsync(status, HttpMethod.Get, path);
    }

    [Fact]
    public async Task Who_may_not_see_others_searches_none()
    {
        var app = await (await GantryServer.SharedAsync()).NewUserAsync("anonymous");
        await app.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, "users.autocomplete?selector={}");
        await app.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, "users.listByStatus");
        var guest = await (await GantryServer.SharedAsync()).NewUserAsync("guest");
        await guest.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, "users.listByStatus");
    }

    [Fact]
    public async Task Users_are_listed_by_status_role_login_and_term()
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        var user = await server.NewUserAsync("guest");
        var fresh = Names.New(user.Username + "-fresh");
        await admin.PostAsync("users.create", new { username = fresh, name = fresh, email = fresh + "@example.org", password = "user-pass-1", active = false });
        Assert.Equal([user.Username, fresh], await ListAsync(admin, $"searchTerm={user.Username}"));
        Assert.Equal([user.Username], await ListAsync(admin, $"searchTerm={user.Username}&status=active"));
        Assert.Equal([fresh], await ListAsync(admin, $"searchTerm={user.Username}&status=deactivated"));
        Assert.Equal([user.Username], await ListAsync(admin, $"searchTerm={user.Username}&hasLoggedIn=true"));
        Assert.Equal([user.Username], await ListAsync(admin, $"searchTerm={user.Username}&roles=guest"));
        Assert.Empty(await ListAsync(admin, $"searchTerm={user.Username}&type=bot"));
    }

    [Fact]
    public async Task A_suggested_name_is_free_and_made_of_the_users_name()
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        var user = await server.NewUserAsync();
        await admin.PostAsync("users.update", new { userId = user.UserId, data = new { name = "Rocket.Cat" } });
        Assert.Equal("rocket.cat-1", await SuggestAsync(user));
        await admin.PostAsync("users.update", new { userId = user.UserId, data = new { name = $"Zoë {user.Username}" } });
        Assert.Equal("zo." + user.Username.Replace('-', '.'), await SuggestAsync(user));
        await admin.PostAsync("users.update", new { userId = user.UserId, data = new { name = "Admin" } });
        Assert.Equal("admin-1", await SuggestAsync(user));
    }

    [Theory]
    [InlineData("Rocket.Cat", false)]
    [InlineData("nobody-has-this", true)]
    public async Task A_name_is_available_while_nobody_has_it(string username, bool expected)
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        Assert.Equal(expected, (await user.GetAsync("users.checkUsernameAvailability?username=" + username)).GetProperty("result").GetBoolean());
        Assert.True((await user.GetAsync("users.checkUsernameAvailability?username=" + user.Username)).GetProperty("result").GetBoolean());
    }

    [Fact]
    public async Task Nobody_is_in_a_team()
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        Assert.Empty((await user.GetAsync("users.listTeams?userId=" + user.UserId)).GetProperty("teams").EnumerateArray());
    }

    [Fact]
    public async Task The_rooms_of_a_user_are_told_to_itself_and_to_admins()
    {
        var server = await GantryServer.SharedAsync();
        var (user, other) = (await server.NewUserAsync(), await server.NewUserAsync());
        var name = Names.New("joined");
        await user.PostAsync("channels.create", new { name });
        foreach (var caller in (ApiClient[])[user, await server.AdminAsync()])
        {
            var rooms = (await caller.GetAsync($"users.info?userId={user.UserId}&includeUserRooms=true")).GetProperty("user").GetProperty("rooms");
            var room = Assert.Single(rooms.EnumerateArray(), room => room.GetProperty("name").GetString() == name);
            Assert.Equal(("c", "owner"), (room.GetProperty("t").GetString(), room.GetProperty("roles")[0].GetString()));
        }

        await other.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, $"users.info?userId={user.UserId}&includeUserRooms=true");
    }

    private static async Task<string[]> FindAsync(ApiClient client, string selector) =>
        [.. (await client.GetAsync("users.autocomplete?selector=" + Uri.EscapeDataString(selector))).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("username").GetString()!)];

    private static async Task<string[]> ListAsync(ApiClient client, string query) =>
        [.. (await client.GetAsync("users.listByStatus?" + query)).GetProperty("users").EnumerateArray().Select(item => item.GetProperty("username").GetString()!)];

    private static async Task<string?> SuggestAsync(ApiClient client) => (await client.GetAsync("users.getUsernameSuggestion")).GetProperty("result").GetString();
}
