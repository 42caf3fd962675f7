using System.Net;
using Gantry.Functions.Purge;
using Gantry.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Identity;

public sealed class UserRemovalTests
{
    private const string Delete = "users.delete";
    private const string SetActiveStatus = "users.setActiveStatus";

    private static readonly string[] UserRole = ["user"];

    [Theory]
    [InlineData("userId")]
    [InlineData("username")]
    [InlineData("user")]
    public async Task A_deleted_user_is_gone_at_once_with_its_tokens_and_its_name(string selector)
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        var user = await server.NewUserAsync();
        var answer = await admin.PostAsync(Delete, new Dictionary<string, string> { [selector] = selector == "userId" ? user.UserId : user.Username });
        Assert.Empty(answer.GetProperty("deletedRooms").EnumerateArray());
        await user.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "me");
        await admin.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "users.info?username=" + user.Username);
        var again = new { username = user.Username, name = "again", email = user.Username + "@example.org", password = "user-pass-1" };
        await admin.PostAsync("users.create", again);
    }

    [Fact]
    public async Task The_purge_of_a_user_knows_its_tokens_and_pictures_and_leaves_those_of_users_who_are_there()
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        var subject = server.Services.GetServices<IPurgeSubject>().Single(subject => subject.Kind == "user");
        Assert.True(await subject.ExistsAsync(admin.UserId, CancellationToken.None));
        Assert.False(await subject.ExistsAsync("unknown", CancellationToken.None));
        Assert.Equal([("tokens", StorageKey.Encode("a/b")), ("avatars", StorageKey.Encode("a/b"))], subject.Partitions("a/b"));
    }

    [Theory]
    [InlineData(SetActiveStatus)]
    [InlineData("users.update")]
    public async Task Deactivating_ends_every_token_for_good(string path)
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        var user = await server.NewUserAsync();
        await user.PostAsync("users.generatePersonalAccessToken", new { tokenName = "bot" });

        await SetActiveAsync(false);
        await user.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "me");
        using var login = await server.Http.PostAsync("/api/v1/login", new StringContent($$"""{"user":"{{user.Username}}","password":"user-pass-1"}"""));
        Assert.Equal(HttpStatusCode.Unauthorized, login.StatusCode);

        await SetActiveAsync(true);
        await user.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "me");
        var back = await ApiClient.LoginAsync(server, user.Username, "user-pass-1");
        Assert.Empty((await back.GetAsync("users.getPersonalAccessTokens")).GetProperty("tokens").EnumerateArray());

        Task SetActiveAsync(bool active) => admin.PostAsync(path, path == SetActiveStatus ? new { userId = user.UserId, activeStatus = active } : new { userId = user.UserId, data = new { active } });
    }

    [Fact]
    public async Task Activating_an_active_user_leaves_its_tokens()
    {
        var server = await GantryServer.SharedAsync();
        var user = await server.NewUserAsync();
        var answer = await (await server.AdminAsync()).PostAsync(SetActiveStatus, new { userId = user.UserId, activeStatus = true });
        Assert.Equal($$"""{"_id":"{{user.UserId}}","active":true}""", answer.GetProperty("user").GetRawText());
        await user.GetAsync("me");
    }

    [Fact]
    public async Task The_last_admin_stays_an_active_admin()
    {
        await using var server = await GantryServer.StartAsync();
        var admin = await server.AdminAsync();
        var id = admin.UserId;
        foreach (var (path, body) in new (string, object)[]
        {
            (Delete, new { userId = id }),
            (SetActiveStatus, new { userId = id, activeStatus = false }),
            ("users.update", new { userId = id, data = new { active = false } }),
            ("users.update", new { userId = id, data = new { roles = UserRole } }),
        })
        {
            var (error, errorType) = await admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, path, body);
            Assert.Equal("Leaving the app without an active admin is not allowed [error-action-not-allowed]", error);
            Assert.Equal("error-action-not-allowed", errorType);
        }

        await server.NewUserAsync("admin");
        await admin.PostAsync(Delete, new { userId = id });
    }

    [Fact]
    public async Task Of_admins_who_remove_each_other_at_the_same_time_one_is_left()
    {
        await using var server = await GantryServer.StartAsync();
        var first = await server.AdminAsync();
        var admins = new[] { first, await server.NewUserAsync("admin"), await server.NewUserAsync("admin") };
        var answers = await Task.WhenAll(admins.Select((admin, i) => admin.SendAsync(HttpMethod.Post, "users.update", new { userId = admins[(i + 1) % 3].UserId, data = new { roles = UserRole } })));
        Assert.DoesNotContain(answers, answer => (int)answer.Status >= 500);
        var roles = await Task.WhenAll(admins.Select(async admin => (await admin.GetAsync("me")).GetProperty("roles").GetRawText()));
        Assert.Contains(roles, own => own.Contains("admin", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Delete, "{}", HttpStatusCode.BadRequest, "error-user-param-not-provided")]
    [InlineData(Delete, """{"userId":"unknown"}""", HttpStatusCode.NotFound, "error-invalid-user")]
    [InlineData(Delete, """{"username":"../x"}""", HttpStatusCode.NotFound, "error-invalid-user")]
    [InlineData(Delete, """{"user":"%00'\"/"}""", HttpStatusCode.NotFound, "error-invalid-user")]
    [InlineData(Delete, """{"userId":["x"]}""", HttpStatusCode.BadRequest, "invalid-params")]
    [InlineData(Delete, """{"userId":"rocket.cat"}""", HttpStatusCode.UnprocessableEntity, "error-action-not-allowed")]
    [InlineData(SetActiveStatus, "{}", HttpStatusCode.BadRequest, "invalid-params")]
    [InlineData(SetActiveStatus, """{"userId":"unknown"}""", HttpStatusCode.BadRequest, "invalid-params")]
    [InlineData(SetActiveStatus, """{"userId":"unknown","activeStatus":"maybe"}""", HttpStatusCode.BadRequest, "invalid-params")]
    [InlineData(SetActiveStatus, """{"userId":"unknown","activeStatus":false}""", HttpStatusCode.NotFound, "error-invalid-user")]
    [InlineData(SetActiveStatus, """{"userId":"rocket.cat","activeStatus":false}""", HttpStatusCode.UnprocessableEntity, "error-action-not-allowed")]
    public async Task What_cannot_be_is_refused(string path, string body, HttpStatusCode status, string expected)
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        var (_, errorType) = await admin.RefusedAsync(status, HttpMethod.Post, path, body);
        Assert.Equal(expected, errorType);
    }

    [Theory]
    [InlineData(Delete)]
    [InlineData(SetActiveStatus)]
    public async Task Users_without_the_permission_are_refused(string path)
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, path, new { userId = user.UserId, activeStatus = false });
    }
}
