using System.Net;
using System.Net.Http.Json;

namespace Gantry.Tests.Identity;

public sealed class UserUpdateTests
{
    private const string Update = "users.update";

    private static readonly string[] AdminRole = ["admin"];
    private static readonly string[] BotRole = ["bot"];
    private static readonly string[] Clerk = ["create-user", "edit-other-user-info", "edit-other-user-password"];
    private static readonly string[] AdminAndGuest = ["admin", "guest"];

    public static TheoryData<string, HttpStatusCode> RefusedBodies => new()
    {
        { "", HttpStatusCode.BadRequest },
        { "{}", HttpStatusCode.BadRequest },
        { """{"userId":"ID"}""", HttpStatusCode.BadRequest },
        { """{"userId":"ID","data":null}""", HttpStatusCode.BadRequest },
        { """{"userId":"ID","data":"x"}""", HttpStatusCode.BadRequest },
        { """{"userId":"ID","data":[]}""", HttpStatusCode.BadRequest },
        { """{"userId":{"$ne":""},"data":{}}""", HttpStatusCode.BadRequest },
        { """{"userId":"ID","data":{"name":{}}}""", HttpStatusCode.BadRequest },
        { """{"userId":"ID","data":{"active":"no"}}""", HttpStatusCode.BadRequest },
        { """{"userId":"unknown","data":{"name":"x"}}""", HttpStatusCode.NotFound },
        { """{"userId":"../x%00'\"/","data":{"name":"x"}}""", HttpStatusCode.NotFound },
        { """{"userId":"ID","data":{"username":"a b"}}""", HttpStatusCode.UnprocessableEntity },
        { """{"userId":"ID","data":{"email":"x"}}""", HttpStatusCode.UnprocessableEntity },
        { """{"userId":"ID","data":{"password":"x"}}""", HttpStatusCode.UnprocessableEntity },
        { """{"userId":"ID","data":{"roles":["x"]}}""", HttpStatusCode.UnprocessableEntity },
        { """{"userId":"rocket.cat","data":{"username":"dog"}}""", HttpStatusCode.UnprocessableEntity },
        { """{"userId":"rocket.cat","data":{"active":false}}""", HttpStatusCode.UnprocessableEntity },
    };

    [Fact]
    public async Task The_fields_that_data_mentions_change_and_no_others()
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        var user = await server.NewUserAsync();
        var email = Names.New("new") + "@example.com";
        var changed = (await admin.PostAsync(Update, new { userId = user.UserId, data = new { name = "New Name", email } })).GetProperty("user");
        Assert.Equal("New Name", changed.GetProperty("name").GetString());
        Assert.Equal(email, changed.GetProperty("emails")[0].GetProperty("address").GetString());
        Assert.False(changed.GetProperty("emails")[0].GetProperty("verified").GetBoolean());
        Assert.Equal(user.Username, changed.GetProperty("username").GetString());
        Assert.Equal("New Name", (await user.GetAsync("me")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_new_name_frees_the_old_one()
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        var (first, second) = (await server.NewUserAsync(), await server.NewUserAsync());
        await admin.PostAsync(Update, new { userId = first.UserId, data = new { username = Names.New("renamed") } });
        await admin.PostAsync(Update, new { userId = second.UserId, data = new { username = first.Username } });
        var found = await admin.GetAsync("users.info?username=" + first.Username);
        Assert.Equal(second.UserId, found.GetProperty("user").GetProperty("_id").GetString());
    }

    [Fact]
    public async Task Of_users_renamed_to_one_name_at_the_same_time_one_is()
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        var users = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => server.NewUserAsync()));
        var username = Names.New("wanted");
        var answers = await Task.WhenAll(users.Select(user => admin.SendAsync(HttpMethod.Post, Update, new { userId = user.UserId, data = new { username } })));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(3, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData(Update)]
    [InlineData("users.resetPassword")]
    public async Task A_new_password_ends_the_logins_that_came_of_the_old_one(string path)
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        var user = await server.NewUserAsync();
        object body = path == Update ? new { userId = user.UserId, data = new { password = "new_password" } } : new { userId = user.UserId, password = "new_password" };
        await admin.PostAsync(path, body);
        await user.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "me");
        using var old = await server.Http.PostAsJsonAsync("/api/v1/login", new { user = user.Username, password = "user-pass-1" });
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        await ApiClient.LoginAsync(server, user.Username, "new_password");
    }

    [Fact]
    public async Task Who_sets_its_own_password_stays_logged_in_here_only()
    {
        var server = await GantryServer.SharedAsync();
        var here = await server.NewUserAsync("admin");
        var elsewhere = await ApiClient.LoginAsync(server, here.Username, "user-pass-1");
        await here.PostAsync(Update, new { userId = here.UserId, data = new { password = "new_password" } });
        await here.GetAsync("me");
        await elsewhere.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "me");
    }

    [Theory]
    [InlineData("username", "Rocket.Cat", "Rocket.Cat is already in use :( [error-field-unavailable]")]
    [InlineData("email", "Admin@localhost", "Admin@localhost is already in use :( [error-field-unavailable]")]
    public async Task A_name_or_address_of_another_user_is_409(string field, string value, string expected)
    {
        var server = await GantryServer.SharedAsync();
        var user = await server.NewUserAsync();
        var body = new { userId = user.UserId, data = new Dictionary<string, string> { [field] = value } };
        var (error, errorType) = await (await server.AdminAsync()).RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, Update, body);
        Assert.Equal(expected, error);
        Assert.Equal("error-field-unavailable", errorType);
    }

    [Theory]
    [MemberData(nameof(RefusedBodies))]
    public async Task What_cannot_be_is_refused(string body, HttpStatusCode status)
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        await admin.RefusedAsync(status, HttpMethod.Post, Update, body.Replace("ID", admin.UserId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Users_without_the_permission_are_refused()
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, Update, new { userId = user.UserId, data = new { roles = AdminRole } });
        await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "users.resetPassword", new { userId = user.UserId, password = "new_password" });
    }

    [Fact]
    public async Task Who_may_only_edit_and_create_users_makes_no_admin_and_becomes_none()
    {
        await using var server = await GantryServer.StartAsync();
        var admin = await server.AdminAsync();
        var permissions = Clerk.Select(id => new { _id = id, roles = AdminAndGuest });
        await admin.PostAsync("permissions.update", new { permissions });
        var clerk = await server.NewUserAsync("guest");
        var user = await server.NewUserAsync();

        var name = Names.New("made");
        var creation = new { username = name, name, email = name + "@example.org", password = "user-pass-1", roles = AdminRole };
        await clerk.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "users.create", creation);
        foreach (var data in (object[])[new { roles = AdminRole }, new { roles = BotRole }, new { active = false }])
            await clerk.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, Update, new { userId = user.UserId, data });
        await clerk.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, Update, new { userId = admin.UserId, data = new { password = "taken-over-1" } });
        await clerk.PostAsync(Update, new { userId = user.UserId, data = new { password = "helped-out-1" } });
    }
}
