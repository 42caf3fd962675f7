using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gantry.Functions.Identity;
using Gantry.Functions.Identity.Ldap;

namespace Gantry.Tests.Identity.Ldap;

/// <summary>Logins against a real OpenLDAP server.</summary>
public sealed class LdapLoginTests
{
    private static readonly Lazy<Task<GantryServer>> Common = new(async () => await GantryServer.StartAsync((await Slapd.SharedAsync()).Settings()));

    [Theory]
    [InlineData("ada", "ada")]
    [InlineData("a*b", @"a\2ab")]
    [InlineData("a(b)c\\d", @"a\28b\29c\5cd")]
    [InlineData("a\0b", @"a\00b")]
    [InlineData("é", @"\c3\a9")]
    [InlineData("*)(uid=*", @"\2a\29\28uid=\2a")]
    public void A_name_is_a_value_in_the_filter_and_nothing_else(string name, string expected) =>
        Assert.Equal($"(&(objectClass=person)(uid={expected}))", LdapFilter.For("(&(objectClass=person)(uid={0}))", name));

    [SlapdTheory]
    [InlineData("tls")]
    [InlineData("starttls")]
    [InlineData("none")]
    public async Task The_directorys_password_logs_in_and_makes_the_user_at_the_first_time(string encryption)
    {
        await using var server = await GantryServer.StartAsync((await Slapd.SharedAsync()).Settings(encryption));
        var (status, first) = await LoginAsync(server, "ada", "ada-pass-1");
        Assert.True(status == HttpStatusCode.OK, first.ToString());
        var me = first.GetProperty("data").GetProperty("me");
        Assert.Equal(("ada", "Ada Lovelace", "ada@ldap.example.org"), (me.GetProperty("username").GetString(), me.GetProperty("name").GetString(), me.GetProperty("email").GetString()));
        var (_, second) = await LoginAsync(server, "ADA", "ada-pass-1");
        Assert.Equal(first.GetProperty("data").GetProperty("userId").GetString(), second.GetProperty("data").GetProperty("userId").GetString());
    }

    [SlapdTheory]
    [InlineData("grace", "ada-pass-1")]
    [InlineData("grace", " ")]
    [InlineData("nobody", "ada-pass-1")]
    [InlineData("*", "ada-pass-1")]
    [InlineData("a*", "ada-pass-1")]
    [InlineData("ada)(|(uid=*", "ada-pass-1")]
    [InlineData("odd)(name", "odd-pass-1")]
    [InlineData("admin", "other-admin-1")]
    [InlineData("rocket.cat", "not-the-cat-1")]
    public async Task Nobody_comes_in_by_a_wrong_password_a_pattern_or_as_a_user_of_ours(string user, string password)
    {
        var (status, answer) = await LoginAsync(await Common.Value, user, password);
        Assert.True(status is HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest, answer.ToString());
        if (password.Trim().Length > 0)
            Assert.Equal("""{"success":false,"status":"error","error":"Unauthorized","message":"Unauthorized","errorType":"error-user-not-authenticated"}""", answer.GetRawText());
    }

    [SlapdFact]
    public async Task A_digest_cannot_be_checked_by_the_directory()
    {
        var server = await Common.Value;
        using var response = await server.Http.PostAsJsonAsync("/api/v1/login", new { user = "grace", password = new { digest = PasswordHash.Digest("grace-pass-1"), algorithm = "sha-256" } });
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [SlapdFact]
    public async Task Users_of_ours_log_in_as_before() => await (await Common.Value).AdminAsync();

    [SlapdFact]
    public async Task Without_the_switch_a_stranger_is_not_made_a_user_but_one_that_an_admin_made_without_a_password_comes_in()
    {
        await using var server = await GantryServer.StartAsync([.. (await Slapd.SharedAsync()).Settings(), "Ldap:CreateUsers=false"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await LoginAsync(server, "grace", "grace-pass-1")).Status);
        await (await server.AdminAsync()).PostAsync("users.create", new { username = "grace", name = "Grace", email = "grace@example.org", setRandomPassword = true });
        Assert.Equal(HttpStatusCode.OK, (await LoginAsync(server, "grace", "grace-pass-1")).Status);
    }

    [SlapdTheory]
    [InlineData("Ldap:TrustedCertificatesDirectory=EMPTY")]
    [InlineData("Ldap:TrustedCertificatesDirectory=EMPTY", "starttls")]
    [InlineData("Ldap:BindPassword=wrong")]
    [InlineData("Ldap:Port=1")]
    [InlineData("Ldap:BaseDn=ou=nothing,dc=example,dc=org")]
    public async Task A_directory_that_cannot_be_trusted_or_asked_lets_nobody_in_and_our_own_users_still(string setting, string encryption = "tls")
    {
        var slapd = await Slapd.SharedAsync();
        await using var server = await GantryServer.StartAsync([.. slapd.Settings(encryption), setting.Replace("EMPTY", slapd.Empty, StringComparison.Ordinal)]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await LoginAsync(server, "ada", "ada-pass-1")).Status);
        await server.AdminAsync();
    }

    [Fact]
    public void Settings_that_cannot_work_stop_the_start()
    {
        static bool IsGood(LdapOptions options) => !options.Validate(new(options)).Any();
        Assert.True(IsGood(new LdapOptions()));
        Assert.True(IsGood(new LdapOptions { Host = "ldap.example.org", BaseDn = "dc=x", BindDn = "cn=x", BindPassword = "x", TrustedCertificatesDirectory = AppContext.BaseDirectory }));
        Assert.False(IsGood(new LdapOptions { Host = "ldap.example.org" }));
        Assert.False(IsGood(new LdapOptions { BindPassword = "x" }));
        Assert.False(IsGood(new LdapOptions { TrustedCertificatesDirectory = "/nonexistent" }));
    }

    [SlapdFact]
    public async Task It_is_told_in_the_settings() =>
        Assert.True((await (await Common.Value).Http.GetFromJsonAsync<JsonElement>("/api/v1/settings.public?_id=LDAP_Enable")).GetProperty("settings")[0].GetProperty("value").GetBoolean());

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> LoginAsync(GantryServer server, string user, string password)
    {
        using var response = await server.Http.PostAsJsonAsync("/api/v1/login", new { username = user, password });
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
