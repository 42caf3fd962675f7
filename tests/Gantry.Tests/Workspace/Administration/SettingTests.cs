using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gantry.Tests.Workspace.Administration;

public sealed class SettingTests
{
    private static readonly string[] AdminAndGuest = ["admin", "guest"];

    public static TheoryData<string, string, HttpStatusCode, string> RefusedChanges => new()
    {
        { "Nothing", """{"value":true}""", HttpStatusCode.NotFound, "error-invalid-setting" },
        { "Site_Name", "{}", HttpStatusCode.BadRequest, "invalid-params" },
        { "Site_Name", """{"value":5}""", HttpStatusCode.BadRequest, "invalid-params" },
        { "Site_Name", """{"value":null}""", HttpStatusCode.BadRequest, "invalid-params" },
        { "Accounts_AllowDeleteOwnAccount", """{"value":"true"}""", HttpStatusCode.BadRequest, "invalid-params" },
        { "Accounts_RegistrationForm", """{"value":"Open"}""", HttpStatusCode.UnprocessableEntity, "error-invalid-setting-value" },
        { "Message_MaxAllowedSize", """{"value":1}""", HttpStatusCode.Forbidden, "error-action-not-allowed" },
        { "Accounts_PasswordReset", """{"value":true}""", HttpStatusCode.Forbidden, "error-action-not-allowed" },
    };

    [Fact]
    public async Task Public_settings_are_read_without_a_login_all_or_by_name()
    {
        await using var server = await GantryServer.StartAsync("Messages:MaxAllowedSize=1234", "Site_Url=https://chat.example.org");
        var all = await PublicAsync(server, "count=0");
        Assert.Equal(1234, all["Message_MaxAllowedSize"].GetInt32());
        Assert.Equal("https://chat.example.org", all["Site_Url"].GetString());
        Assert.False(all["LDAP_Enable"].GetBoolean());
        Assert.DoesNotContain("Accounts_RegistrationForm_SecretURL", all.Keys);
        Assert.Equal(["Message_AllowEditing", "Site_Name"], (await PublicAsync(server, "_id=Site_Name,Message_AllowEditing,Nothing")).Keys.Order());
        Assert.Equal(2, (await PublicAsync(server, "count=2&offset=1")).Count);
    }

    [Fact]
    public async Task A_change_is_seen_at_once_and_by_every_other_server()
    {
        var prefix = $"Storage:Prefix=settings{Environment.ProcessId}";
        await using var here = await GantryServer.StartAsync(prefix);
        await using var there = await GantryServer.StartAsync(prefix, "Snapshot:RefreshSeconds=0.2");
        var admin = await here.AdminAsync();
        Assert.Equal("Gantry", (await PublicAsync(there, "_id=Site_Name"))["Site_Name"].GetString());
        await admin.PostAsync("settings/Site_Name", new { value = "Ours" });
        Assert.Equal("Ours", (await admin.GetAsync("settings/Site_Name")).GetProperty("value").GetString());
        await Eventually.TrueAsync(async () => (await PublicAsync(there, "_id=Site_Name"))["Site_Name"].GetString() == "Ours");
    }

    [Fact]
    public async Task A_secret_is_never_shown()
    {
        await using var server = await GantryServer.StartAsync();
        var admin = await server.AdminAsync();
        await admin.PostAsync("settings/Accounts_RegistrationForm_SecretURL", new { value = "very-secret" });
        Assert.Equal("", (await admin.GetAsync("settings/Accounts_RegistrationForm_SecretURL")).GetProperty("value").GetString());
        Assert.DoesNotContain("very-secret", (await admin.GetAsync("settings?count=0")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_see_the_public_settings_and_admins_all_with_their_kind_and_default()
    {
        var server = await GantryServer.SharedAsync();
        var user = await server.NewUserAsync();
        var seen = (await user.GetAsync("settings?count=0")).GetProperty("settings").EnumerateArray().Select(setting => setting.GetProperty("_id").GetString()).ToList();
        Assert.Contains("Site_Name", seen);
        Assert.DoesNotContain("Accounts_RegistrationForm_SecretURL", seen);
        var all = await (await server.AdminAsync()).GetAsync("settings?count=0&includeDefaults=true");
        Assert.Equal(seen.Count + 1, all.GetProperty("total").GetInt32());
        var form = all.GetProperty("settings").EnumerateArray().Single(setting => setting.GetProperty("_id").GetString() == "Accounts_RegistrationForm");
        Assert.Equal(("select", "Accounts", "Disabled", false), (form.GetProperty("type").GetString(), form.GetProperty("group").GetString(), form.GetProperty("packageValue").GetString(), form.GetProperty("readonly").GetBoolean()));
        Assert.Equal(3, form.GetProperty("values").GetArrayLength());
    }

    [Theory]
    [MemberData(nameof(RefusedChanges))]
    public async Task What_cannot_be_is_refused(string id, string body, HttpStatusCode status, string expected)
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        Assert.Equal(expected, (await admin.RefusedAsync(status, HttpMethod.Post, "settings/" + id, body)).ErrorType);
    }

    [Fact]
    public async Task Reading_and_changing_one_take_a_permission_each()
    {
        await using var server = await GantryServer.StartAsync();
        var (admin, user) = (await server.AdminAsync(), await server.NewUserAsync("guest"));
        await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, "settings/Site_Name");
        await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "settings/Site_Name", new { value = "x" });
        await admin.PostAsync("permissions.update", new { permissions = new[] { new { _id = "edit-privileged-setting", roles = AdminAndGuest } } });
        await user.PostAsync("settings/Site_Name", new { value = "x" });
        await admin.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "settings/Nothing");
    }

    [Theory]
    [InlineData("settings.oauth", "services")]
    [InlineData("service.configurations", "configurations")]
    public async Task There_are_no_login_services_to_show_buttons_for(string path, string list)
    {
        var server = await GantryServer.SharedAsync();
        var answer = await server.Http.GetFromJsonAsync<JsonElement>("/api/v1/" + path);
        Assert.True(answer.GetProperty("success").GetBoolean());
        Assert.Empty(answer.GetProperty(list).EnumerateArray());
    }

    private static async Task<Dictionary<string, JsonElement>> PublicAsync(GantryServer server, string query)
    {
        var answer = await server.Http.GetFromJsonAsync<JsonElement>("/api/v1/settings.public?" + query);
        Assert.True(answer.GetProperty("success").GetBoolean());
        Assert.Equal(answer.GetProperty("count").GetInt32(), answer.GetProperty("settings").GetArrayLength());
        return answer.GetProperty("settings").EnumerateArray().ToDictionary(setting => setting.GetProperty("_id").GetString()!, setting => setting.GetProperty("value"), StringComparer.Ordinal);
    }
}
