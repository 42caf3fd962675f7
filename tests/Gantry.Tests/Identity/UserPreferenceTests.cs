using System.Net;

namespace Gantry.Tests.Identity;

public sealed class UserPreferenceTests
{
    private const string Set = "users.setPreferences";

    public static TheoryData<string, HttpStatusCode> RefusedBodies => new()
    {
        { "{}", HttpStatusCode.BadRequest },
        { """{"data":"x"}""", HttpStatusCode.BadRequest },
        { $$$"""{"data":{"x":"{{{new string('x', 40_000)}}}"}}""", HttpStatusCode.UnprocessableEntity },
        { """{"userId":"rocket.cat","data":{"language":"de"}}""", HttpStatusCode.Forbidden },
    };

    [Fact]
    public async Task What_was_set_is_kept_beside_the_rest_and_null_takes_it_away()
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        await user.PostAsync(Set, new { data = new { language = "de", useEmojis = true, sound = new { volume = 50 } } });
        var answer = await user.PostAsync(Set, new { data = new { useEmojis = (bool?)null, language = "fr" } });
        const string expected = """{"language":"fr","sound":{"volume":50}}""";
        Assert.Equal(expected, answer.GetProperty("user").GetProperty("settings").GetProperty("preferences").GetRawText());
        Assert.Equal(expected, (await user.GetAsync("users.getPreferences")).GetProperty("preferences").GetRawText());
        Assert.Equal(expected, (await user.GetAsync("me")).GetProperty("settings").GetProperty("preferences").GetRawText());
    }

    [Fact]
    public async Task An_admin_sets_those_of_others()
    {
        var server = await GantryServer.SharedAsync();
        var user = await server.NewUserAsync();
        var admin = await server.AdminAsync();
        await admin.PostAsync(Set, new { userId = user.UserId, data = new { language = "pt" } });
        Assert.Equal("pt", (await user.GetAsync("users.getPreferences")).GetProperty("preferences").GetProperty("language").GetString());
        await admin.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, Set, new { userId = "nobody", data = new { } });
    }

    [Theory]
    [MemberData(nameof(RefusedBodies))]
    public async Task What_cannot_be_is_refused(string body, HttpStatusCode status)
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        await user.RefusedAsync(status, HttpMethod.Post, Set, body);
    }
}
