using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Gantry.Tests.Identity.Accounts;

public sealed class RegistrationTests
{
    private const string Form = "settings/Accounts_RegistrationForm";

    [Fact]
    public async Task Registration_is_off_until_an_admin_opens_it()
    {
        var (status, answer) = await RegisterAsync(await GantryServer.SharedAsync(), new { username = "someone", email = "someone@example.org", pass = "some-pass-1" });
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal("User registration is disabled [error-user-registration-disabled]", answer.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Where_it_is_open_anybody_gets_a_user_but_nobody_twice()
    {
        await using var server = await OpenAsync();
        var (status, answer) = await RegisterAsync(server, new { username = "someone", email = "someone@example.org", pass = "some-pass-1", name = "Some One", roles = (string[])["admin"] });
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        Assert.Equal("""["user"]""", answer.GetProperty("user").GetProperty("roles").GetRawText());
        Assert.False(answer.GetProperty("user").GetProperty("emails")[0].GetProperty("verified").GetBoolean());
        var user = await ApiClient.LoginAsync(server, "someone", "some-pass-1");
        Assert.Equal("Logged in users can not register again.", (await user.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "users.register", new { username = "x" })).Error);

        foreach (var (body, expected) in ((object, HttpStatusCode)[])[
            (new { username = "SomeOne", email = "other@example.org", pass = "some-pass-1" }, HttpStatusCode.Conflict),
            (new { username = "other", email = "Someone@example.org", pass = "some-pass-1" }, HttpStatusCode.Conflict),
            (new { username = "admin", email = "x@example.org", pass = "some-pass-1" }, HttpStatusCode.UnprocessableEntity),
            (new { username = "a b", email = "x@example.org", pass = "some-pass-1" }, HttpStatusCode.UnprocessableEntity),
            (new { username = "other", email = "x", pass = "some-pass-1" }, HttpStatusCode.UnprocessableEntity),
            (new { username = "other", email = "x@example.org", pass = "short" }, HttpStatusCode.UnprocessableEntity),
            (new { username = "other", email = "x@example.org" }, HttpStatusCode.BadRequest),
            (new { username = "other", pass = "some-pass-1" }, HttpStatusCode.BadRequest)])
            Assert.Equal((expected, body.ToString()), ((await RegisterAsync(server, body)).Status, body.ToString()));
    }

    [Fact]
    public async Task With_a_secret_URL_only_who_knows_it_registers_and_with_approval_waits()
    {
        await using var server = await OpenAsync("Secret URL");
        var admin = await server.AdminAsync();
        object Body(string? secret) => new { username = "waiting", email = "waiting@example.org", pass = "some-pass-1", secret };
        Assert.Equal(HttpStatusCode.Forbidden, (await RegisterAsync(server, Body(""))).Status);
        await admin.PostAsync("settings/Accounts_RegistrationForm_SecretURL", new { value = "s3cret" });
        await admin.PostAsync("settings/Accounts_ManuallyApproveNewUsers", new { value = true });
        Assert.Equal(HttpStatusCode.Forbidden, (await RegisterAsync(server, Body("guess"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await RegisterAsync(server, Body(null))).Status);
        Assert.Equal(HttpStatusCode.OK, (await RegisterAsync(server, Body("s3cret"))).Status);
        using var login = await server.Http.PostAsJsonAsync("/api/v1/login", new { user = "waiting", password = "some-pass-1" });
        Assert.Equal(HttpStatusCode.Unauthorized, login.StatusCode);
    }

    [Theory]
    [InlineData("""{"email":"admin@localhost"}""", HttpStatusCode.Forbidden, "Password reset is not enabled")]
    [InlineData("""{"email":"nobody@example.org"}""", HttpStatusCode.Forbidden, "Password reset is not enabled")]
    [InlineData("{}", HttpStatusCode.BadRequest, "The 'email' param is required")]
    public async Task A_forgotten_password_is_not_reset_without_mail_and_the_answer_tells_of_nobody(string body, HttpStatusCode status, string error)
    {
        var server = await GantryServer.SharedAsync();
        using var answer = await server.Http.PostAsync("/api/v1/users.forgotPassword", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(error, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString());
    }

    private static async Task<GantryServer> OpenAsync(string form = "Public")
    {
        var server = await GantryServer.StartAsync();
        await (await server.AdminAsync()).PostAsync(Form, new { value = form });
        return server;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> RegisterAsync(GantryServer server, object body)
    {
        using var response = await server.Http.PostAsJsonAsync("/api/v1/users.register", body);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
