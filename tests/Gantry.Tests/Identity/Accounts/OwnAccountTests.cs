using System.Net;
using Gantry.Functions.Identity;

namespace Gantry.Tests.Identity.Accounts;

public sealed class OwnAccountTests
{
    private const string Update = "users.updateOwnBasicInfo";
    private const string Password = "user-pass-1";

    public static TheoryData<string, HttpStatusCode, string> RefusedBodies => new()
    {
        { "{}", HttpStatusCode.BadRequest, "invalid-params" },
        { """{"data":[]}""", HttpStatusCode.BadRequest, "invalid-params" },
        { """{"data":{"username":"a b"}}""", HttpStatusCode.UnprocessableEntity, "error-input-is-not-a-valid-field" },
        { """{"data":{"username":"rocket.cat"}}""", HttpStatusCode.Conflict, "error-field-unavailable" },
        { """{"data":{"name":"<b>"}}""", HttpStatusCode.UnprocessableEntity, "error-invalid-name" },
        { """{"data":{"statusType":"asleep"}}""", HttpStatusCode.UnprocessableEntity, "error-invalid-status" },
        { """{"data":{"email":"new@example.org"}}""", HttpStatusCode.UnprocessableEntity, "error-invalid-password" },
        { """{"data":{"email":"new@example.org","currentPassword":"wrong"}}""", HttpStatusCode.UnprocessableEntity, "error-invalid-password" },
        { """{"data":{"newPassword":"new-pass-12"}}""", HttpStatusCode.UnprocessableEntity, "error-invalid-password" },
        { """{"data":{"newPassword":"x","currentPassword":"user-pass-1"}}""", HttpStatusCode.UnprocessableEntity, "error-password-policy-not-met" },
    };

    [Fact]
    public async Task One_changes_ones_own_fields_and_nothing_else()
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        var username = Names.New("renamed");
        var data = new { name = "New Name", username, nickname = "Nick", bio = "Likes hooks", statusType = "away", statusText = "Out", roles = (string[])["admin"], active = false };
        var changed = (await user.PostAsync(Update, new { data, customFields = new { team = "blue" } })).GetProperty("user");
        Assert.Equal(("New Name", username, "Nick", "Likes hooks"), (changed.GetProperty("name").GetString(), changed.GetProperty("username").GetString(), changed.GetProperty("nickname").GetString(), changed.GetProperty("bio").GetString()));
        var me = await user.GetAsync("me");
        Assert.Equal(("away", "Out", "blue"), (me.GetProperty("status").GetString(), me.GetProperty("statusText").GetString(), me.GetProperty("customFields").GetProperty("team").GetString()));
        Assert.Equal("""["user"]""", me.GetProperty("roles").GetRawText());
        Assert.True(me.GetProperty("active").GetBoolean());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_new_password_needs_the_old_one_plain_or_as_a_digest_and_ends_other_logins(bool asDigest)
    {
        var server = await GantryServer.SharedAsync();
        var user = await server.NewUserAsync();
        var elsewhere = await ApiClient.LoginAsync(server, user.Username, Password);
        await user.PostAsync(Update, new { data = new { currentPassword = asDigest ? PasswordHash.Digest(Password) : Password, newPassword = "new-pass-12" } });
        await user.GetAsync("me");
        await elsewhere.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "me");
        await ApiClient.LoginAsync(server, user.Username, "new-pass-12");
    }

    [Fact]
    public async Task A_new_address_is_not_verified()
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        var email = Names.New("moved") + "@example.org";
        await user.PostAsync(Update, new { data = new { email, currentPassword = Password } });
        var address = Assert.Single((await user.GetAsync("me")).GetProperty("emails").EnumerateArray());
        Assert.Equal((email, false), (address.GetProperty("address").GetString(), address.GetProperty("verified").GetBoolean()));
    }

    [Theory]
    [MemberData(nameof(RefusedBodies))]
    public async Task What_cannot_be_is_refused(string body, HttpStatusCode status, string expected)
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        Assert.Equal(expected, (await user.RefusedAsync(status, HttpMethod.Post, Update, body)).ErrorType);
    }

    [Fact]
    public async Task Settings_decide_what_may_be_changed_and_what_is_sent_back_unchanged_is_no_change()
    {
        await using var server = await GantryServer.StartAsync();
        var admin = await server.AdminAsync();
        foreach (var what in (string[])["Email", "RealName", "Username", "Password"]) await admin.PostAsync($"settings/Accounts_Allow{what}Change", new { value = false });
        var user = await server.NewUserAsync();
        foreach (var data in (object[])[new { name = "x" }, new { username = "other" }, new { email = "x@example.org", currentPassword = Password }, new { newPassword = "new-pass-12", currentPassword = Password }])
            Assert.Equal("error-action-not-allowed", (await user.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, Update, new { data })).ErrorType);
        await user.PostAsync(Update, new { data = new { name = user.Username, username = user.Username, email = user.Username + "@example.org", nickname = "Nick" } });
    }

    [Fact]
    public async Task One_removes_ones_own_account_only_where_that_is_allowed_and_with_the_password()
    {
        await using var server = await GantryServer.StartAsync();
        var admin = await server.AdminAsync();
        var user = await server.NewUserAsync();
        const string delete = "users.deleteOwnAccount";
        Assert.Equal("error-not-allowed", (await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, delete, new { password = Password })).ErrorType);
        await admin.PostAsync("settings/Accounts_AllowDeleteOwnAccount", new { value = true });
        Assert.Equal("Body parameter \"password\" is required.", (await user.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, delete, "{}")).Error);
        Assert.Equal("error-invalid-password", (await user.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, delete, new { password = "wrong" })).ErrorType);
        await user.PostAsync(delete, new { password = PasswordHash.Digest(Password) });
        await user.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "me");
        await admin.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "users.info?userId=" + user.UserId);
        Assert.Equal("error-action-not-allowed", (await admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, delete, new { password = GantryServer.AdminPassword })).ErrorType);
    }

    [Fact]
    public async Task Guesses_of_the_password_are_limited_as_logins_are()
    {
        await using var server = await GantryServer.StartAsync("API_Enable_Rate_Limiter=true", "RateLimits:Authentication=3");
        var user = await server.AdminAsync();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 8; i++) answers.Add((await user.SendAsync(HttpMethod.Post, Update, new { data = new { newPassword = "new-pass-12", currentPassword = "guess" + i } })).Status);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }
}
