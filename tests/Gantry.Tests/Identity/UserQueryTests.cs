using System.Net;
using System.Text.Json;

namespace Gantry.Tests.Identity;

public sealed class UserQueryTests
{
    private static readonly string[] Hidden = ["emails", "roles", "createdAt", "_updatedAt", "lastLogin", "statusConnection", "statusDefault", "services", "password", "canViewAllInfo"];

    public static TheoryData<string, HttpStatusCode, string> RefusedQueries => new()
    {
        { "users.info", HttpStatusCode.BadRequest, "error-user-param-not-provided" },
        { "users.info?userId=", HttpStatusCode.BadRequest, "error-user-param-not-provided" },
        { "users.info?userId=unknown", HttpStatusCode.NotFound, "error-user-not-found" },
        { "users.info?userId=..%2Fx%00'%22", HttpStatusCode.NotFound, "error-user-not-found" },
        { "users.info?username=%2500", HttpStatusCode.NotFound, "error-user-not-found" },
        { "users.info?email=nobody%40example.org", HttpStatusCode.NotFound, "error-user-not-found" },
        { "users.info?userId=" + new string('x', 2000), HttpStatusCode.NotFound, "error-user-not-found" },
        { "users.info?username=" + new string('x', 2000), HttpStatusCode.NotFound, "error-user-not-found" },
        { "users.list?count=x", HttpStatusCode.BadRequest, "invalid-params" },
        { "users.list?count=-1", HttpStatusCode.BadRequest, "invalid-params" },
        { "users.list?offset=-1", HttpStatusCode.BadRequest, "invalid-params" },
        { "users.list?sort=x", HttpStatusCode.BadRequest, "error-invalid-sort" },
        { "users.list?sort=%7B%22username%22%3A2%7D", HttpStatusCode.BadRequest, "error-invalid-sort" },
        { "permissions.listAll?updatedSince=x", HttpStatusCode.BadRequest, "invalid-params" },
    };

    [Theory]
    [InlineData("userId")]
    [InlineData("username")]
    [InlineData("email")]
    public async Task An_admin_finds_a_user_by_each_selector_and_sees_all(string selector)
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        var user = await server.NewUserAsync();
        var value = selector switch { "userId" => user.UserId, "username" => user.Username.ToUpperInvariant(), _ => user.Username + "@example.org" };
        var found = (await admin.GetAsync($"users.info?{selector}={Uri.EscapeDataString(value)}")).GetProperty("user");
        Assert.Equal(user.UserId, found.GetProperty("_id").GetString());
        Assert.Equal(user.Username + "@example.org", found.GetProperty("emails")[0].GetProperty("address").GetString());
        Assert.True(found.GetProperty("canViewAllInfo").GetBoolean());
        Assert.False(found.TryGetProperty("password", out _));
    }

    [Fact]
    public async Task Another_user_sees_what_is_public_and_oneself_sees_all()
    {
        var server = await GantryServer.SharedAsync();
        var (user, other) = (await server.NewUserAsync(), await server.NewUserAsync());
        var view = (await other.GetAsync("users.info?userId=" + user.UserId)).GetProperty("user");
        Assert.Equal(user.Username, view.GetProperty("username").GetString());
        AssertPublic(view);
        Assert.True((await user.GetAsync("users.info?userId=" + user.UserId)).GetProperty("user").TryGetProperty("emails", out _));
    }

    [Fact]
    public async Task An_address_does_not_tell_others_whose_it_is()
    {
        var server = await GantryServer.SharedAsync();
        var (user, other) = (await server.NewUserAsync(), await server.NewUserAsync());
        var path = $"users.info?email={Uri.EscapeDataString(user.Username + "@example.org")}";
        await other.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, path);
        await user.GetAsync(path);
        await other.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, "users.list?email=admin%40localhost");
    }

    [Fact]
    public async Task A_list_has_pages_a_total_and_an_order()
    {
        await using var server = await GantryServer.StartAsync();
        var admin = await server.AdminAsync();
        foreach (var username in (string[])["carol", "Bob", "alice"])
            await admin.PostAsync("users.create", new { username, name = username == "Bob" ? "zed" : username, email = username + "@example.org", password = "user-pass-1" });

        Assert.Equal(["admin", "alice", "Bob", "carol", "rocket.cat"], await NamesAsync("users.list", 0));
        Assert.Equal(["Bob", "carol"], await NamesAsync("users.list?offset=2&count=2", 2));
        Assert.Equal([], await NamesAsync("users.list?offset=9", 9));
        Assert.Equal("Bob", (await NamesAsync("users.list?sort={\"name\":-1}", 0))[0]);
        Assert.Equal("rocket.cat", (await NamesAsync("users.list?sort={\"emails.address\":1}", 0))[0]);
        Assert.Equal(["alice"], Usernames(await admin.GetAsync("users.list?email=ALICE@example.org")));

        async Task<List<string>> NamesAsync(string path, int offset)
        {
            var answer = await admin.GetAsync(path);
            Assert.Equal(5, answer.GetProperty("total").GetInt32());
            Assert.Equal(offset, answer.GetProperty("offset").GetInt32());
            Assert.Equal(answer.GetProperty("users").GetArrayLength(), answer.GetProperty("count").GetInt32());
            return Usernames(answer);
        }
    }

    [Fact]
    public async Task A_list_hides_what_its_reader_may_not_see_and_is_not_sorted_by_it()
    {
        await using var server = await GantryServer.StartAsync();
        var user = await server.NewUserAsync();
        var plain = await user.GetAsync("users.list");
        var sorted = await user.GetAsync("users.list?sort={\"createdAt\":-1}");
        Assert.Equal(Usernames(plain), Usernames(sorted));
        foreach (var row in plain.GetProperty("users").EnumerateArray().Where(row => row.GetProperty("_id").GetString() != user.UserId)) AssertPublic(row);
    }

    [Fact]
    public async Task A_list_is_for_those_who_may_see_others()
    {
        var app = await (await GantryServer.SharedAsync()).NewUserAsync("anonymous");
        await app.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, "users.list");
    }

    [Theory]
    [MemberData(nameof(RefusedQueries))]
    public async Task What_cannot_be_is_refused(string path, HttpStatusCode status, string expected)
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        var (_, errorType) = await admin.RefusedAsync(status, HttpMethod.Get, path);
        Assert.Equal(expected, errorType);
    }

    private static List<string> Usernames(JsonElement answer) => [.. answer.GetProperty("users").EnumerateArray().Select(user => user.GetProperty("username").GetString()!)];

    private static void AssertPublic(JsonElement view)
    {
        foreach (var field in Hidden) Assert.False(view.TryGetProperty(field, out _), field);
    }
}
