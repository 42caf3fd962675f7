using System.Net;
using System.Text.Json;

namespace Gantry.Tests.Identity;

public sealed class UserCreationTests
{
    private const string Create = "users.create";

    public static TheoryData<string, object?, HttpStatusCode, string> RefusedFields => new()
    {
        { "username", null, HttpStatusCode.BadRequest, "invalid-params" },
        { "username", "", HttpStatusCode.BadRequest, "invalid-params" },
        { "username", new List<string> { "a" }, HttpStatusCode.BadRequest, "invalid-params" },
        { "username", "with space", HttpStatusCode.UnprocessableEntity, "error-input-is-not-a-valid-field" },
        { "username", "../x", HttpStatusCode.UnprocessableEntity, "error-input-is-not-a-valid-field" },
        { "username", "newline\n", HttpStatusCode.UnprocessableEntity, "error-input-is-not-a-valid-field" },
        { "username", "naïve", HttpStatusCode.UnprocessableEntity, "error-input-is-not-a-valid-field" },
        { "username", new string('a', 65), HttpStatusCode.UnprocessableEntity, "error-input-is-not-a-valid-field" },
        { "username", "ALL", HttpStatusCode.UnprocessableEntity, "error-blocked-username" },
        { "username", "here", HttpStatusCode.UnprocessableEntity, "error-blocked-username" },
        { "username", "system", HttpStatusCode.UnprocessableEntity, "error-blocked-username" },
        { "username", "admin", HttpStatusCode.UnprocessableEntity, "error-blocked-username" },
        { "username", "rocket.cat", HttpStatusCode.Conflict, "error-field-unavailable" },
        { "email", null, HttpStatusCode.BadRequest, "invalid-params" },
        { "email", 5, HttpStatusCode.UnprocessableEntity, "error-invalid-email" },
        { "email", "no-at-sign", HttpStatusCode.UnprocessableEntity, "error-invalid-email" },
        { "email", "a@b@c", HttpStatusCode.UnprocessableEntity, "error-invalid-email" },
        { "email", "a b@example.org", HttpStatusCode.UnprocessableEntity, "error-invalid-email" },
        { "email", "a@exa/mple.org", HttpStatusCode.UnprocessableEntity, "error-invalid-email" },
        { "email", "\0@example.org", HttpStatusCode.UnprocessableEntity, "error-invalid-email" },
        { "email", new string('a', 65) + "@example.org", HttpStatusCode.UnprocessableEntity, "error-invalid-email" },
        { "email", "admin@localhost", HttpStatusCode.Conflict, "error-field-unavailable" },
        { "name", null, HttpStatusCode.BadRequest, "invalid-params" },
        { "name", "<b>x</b>", HttpStatusCode.UnprocessableEntity, "error-invalid-name" },
        { "name", new string('n', 257), HttpStatusCode.UnprocessableEntity, "error-name-size-exceeded" },
        { "password", null, HttpStatusCode.BadRequest, "invalid-params" },
        { "password", "short", HttpStatusCode.UnprocessableEntity, "error-password-policy-not-met" },
        { "password", new { digest = "x" }, HttpStatusCode.BadRequest, "invalid-params" },
        { "roles", new List<string> { "nope" }, HttpStatusCode.UnprocessableEntity, "error-invalid-role" },
        { "roles", new List<int> { 5 }, HttpStatusCode.BadRequest, "invalid-params" },
        { "roles", new List<string>(), HttpStatusCode.UnprocessableEntity, "error-invalid-role" },
        { "active", "perhaps", HttpStatusCode.BadRequest, "invalid-params" },
        { "bio", new string('b', 261), HttpStatusCode.UnprocessableEntity, "error-bio-size-exceeded" },
        { "customFields", "text", HttpStatusCode.BadRequest, "invalid-params" },
        { "customFields", new { x = new string('c', 40_000) }, HttpStatusCode.UnprocessableEntity, "error-custom-fields-size-exceeded" },
    };

    [Fact]
    public async Task The_seed_example_makes_a_user_who_can_log_in()
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        var username = Names.New("created");
        var answer = await admin.PostAsync(Create, new { name = "User Name", email = username + "@example.com", password = "password", username });
        var user = answer.GetProperty("user");
        Assert.Equal(username, user.GetProperty("username").GetString());
        Assert.Equal("User Name", user.GetProperty("name").GetString());
        Assert.Equal(["user"], user.GetProperty("roles").EnumerateArray().Select(role => role.GetString()!));
        Assert.True(user.GetProperty("active").GetBoolean());
        Assert.False(user.GetProperty("emails")[0].GetProperty("verified").GetBoolean());
        Assert.DoesNotContain("pbkdf2", answer.GetRawText(), StringComparison.Ordinal);

        var created = await ApiClient.LoginAsync(server, username, "password");
        Assert.Equal(user.GetProperty("_id").GetString(), created.UserId);
    }

    [Fact]
    public async Task Every_field_is_kept()
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        var body = Body();
        foreach (var (field, value) in (ReadOnlySpan<(string, object)>)
            [("roles", new[] { "bot", "user" }), ("bio", "b"), ("nickname", "n"), ("statusText", "s"), ("verified", true), ("requirePasswordChange", true), ("customFields", new { team = "x" })])
            body[field] = value;
        var id = (await admin.PostAsync(Create, body)).GetProperty("user").GetProperty("_id").GetString();

        var user = (await admin.GetAsync("users.info?userId=" + id)).GetProperty("user");
        Assert.Equal("""["bot","user"]""", user.GetProperty("roles").GetRawText());
        Assert.Equal("b", user.GetProperty("bio").GetString());
        Assert.Equal("n", user.GetProperty("nickname").GetString());
        Assert.Equal("s", user.GetProperty("statusText").GetString());
        Assert.True(user.GetProperty("emails")[0].GetProperty("verified").GetBoolean());
        Assert.True(user.GetProperty("requirePasswordChange").GetBoolean());
        Assert.Equal("x", user.GetProperty("customFields").GetProperty("team").GetString());
    }

    [Theory]
    [MemberData(nameof(RefusedFields))]
    public async Task A_field_that_cannot_be_is_refused(string field, object? value, HttpStatusCode status, string expected)
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        var body = Body();
        body[field] = value;
        var (error, errorType) = await admin.RefusedAsync(status, HttpMethod.Post, Create, body);
        Assert.Equal(expected, errorType);
        if (value is null) Assert.Equal($"Match error: Missing key '{field}'", error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task A_body_that_is_no_object_is_400(string body)
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        await admin.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, Create, body);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_users_made_at_the_same_time_with_one_name_or_address_one_is_made(bool sameName)
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        var shared = Body();
        var bodies = Enumerable.Range(0, 12).Select(i =>
        {
            var body = Body();
            if (sameName) body["username"] = i % 2 == 0 ? shared["username"] : shared["username"]!.ToString()!.ToUpperInvariant();
            else body["email"] = shared["email"];
            return body;
        });
        var answers = await Task.WhenAll(bodies.Select(body => admin.SendAsync(HttpMethod.Post, Create, body)));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        foreach (var (_, answer) in answers.Where(answer => answer.Status != HttpStatusCode.OK))
        {
            Assert.Equal("error-field-unavailable", answer.GetProperty("errorType").GetString());
            Assert.EndsWith("is already in use :( [error-field-unavailable]", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_address_of_any_letters_is_claimed_and_freed()
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        var body = Body();
        body["email"] = $"ü'/\\#?%|~+{body["username"]}@exämple.org";
        for (var turn = 0; turn < 2; turn++)
        {
            var id = (await admin.PostAsync(Create, body)).GetProperty("user").GetProperty("_id").GetString();
            await admin.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, Create, body);
            await admin.PostAsync("users.delete", new { userId = id });
        }
    }

    [Fact]
    public async Task A_random_password_is_one_that_nobody_can_log_in_with()
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        var body = Body();
        body["setRandomPassword"] = true;
        await admin.PostAsync(Create, body);
        using var response = await server.Http.PostAsync("/api/v1/login", new StringContent(JsonSerializer.Serialize(new { user = body["username"], password = body["password"] })));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Users_without_the_permission_are_refused()
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        var (error, errorType) = await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, Create, Body());
        Assert.Equal("User does not have the permissions required for this action [error-unauthorized]", error);
        Assert.Equal("error-user-not-authorized", errorType);
    }

    private static Dictionary<string, object?> Body()
    {
        var username = Names.New("created");
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["username"] = username,
            ["name"] = "Created User",
            ["email"] = username + "@example.org",
            ["password"] = "user-pass-1",
        };
    }
}
