using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using Gantry.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Identity;

public sealed class PersonalAccessTokenTests
{
    private const string Generate = "users.generatePersonalAccessToken";
    private const string Regenerate = "users.regeneratePersonalAccessToken";
    private const string Remove = "users.removePersonalAccessToken";
    private const string List = "users.getPersonalAccessTokens";

    public static TheoryData<string> Names =>
    [
        "bot-token", "a/b\\c#d?e", "../x", "%00", "a'b\"c", "p|q~r", "\u0000\n\u2028\uffff", "\ud83d\ude80", new string('/', 100),
    ];

    public static TheoryData<string> MalformedBodies =>
    [
        "", "{", "{}", "[]", """{"tokenName":null}""", """{"tokenName":""}""", """{"tokenName":" "}""", """{"tokenName":{"$ne":1}}""", """{"tokenName":["a"]}""",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_token_works_as_a_login_does_until_it_is_removed(string name)
    {
        var server = await GantryServer.SharedAsync();
        var user = await server.NewUserAsync();
        var token = await SecretAsync(user, Generate, name);
        Assert.Equal(43, token.Length);
        Assert.Equal(HttpStatusCode.OK, await MeAsync(server, user.UserId, token));

        await user.PostAsync(Remove, new { tokenName = name });
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(server, user.UserId, token));
        Assert.Empty((await user.GetAsync(List)).GetProperty("tokens").EnumerateArray());
    }

    [Fact]
    public async Task The_list_shows_the_end_of_a_token_and_storage_only_its_hash()
    {
        var server = await GantryServer.SharedAsync();
        var user = await server.NewUserAsync();
        var answer = await user.PostAsync(Generate, new { tokenName = "bot", bypassTwoFactor = true });
        var secret = answer.GetProperty("token").GetString()!;

        var row = Assert.Single((await user.GetAsync(List)).GetProperty("tokens").EnumerateArray());
        Assert.Equal("bot", row.GetProperty("name").GetString());
        Assert.Equal(secret[^6..], row.GetProperty("lastTokenPart").GetString());
        Assert.True(row.GetProperty("bypassTwoFactor").GetBoolean());
        Assert.Equal(24, row.GetProperty("createdAt").GetString()!.Length);
        Assert.Equal(4, row.EnumerateObject().Count());

        var rows = server.Services.GetRequiredService<StorageAccount>().Table("tokens").QueryAsync<TableEntity>(RowRange.All(user.UserId));
        await foreach (var stored in rows) Assert.DoesNotContain(secret, JsonSerializer.Serialize(stored), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_used_once()
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        await user.PostAsync(Generate, new { tokenName = "bot" });
        var (error, errorType) = await user.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, Generate, new { tokenName = "bot" });
        Assert.Equal("A token with this name already exists [error-token-already-exists]", error);
        Assert.Equal("error-token-already-exists", errorType);
    }

    [Fact]
    public async Task Of_many_tokens_of_one_name_made_at_the_same_time_one_is_made()
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => user.SendAsync(HttpMethod.Post, Generate, new { tokenName = "bot" })));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(9, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Regenerating_ends_the_old_token_and_keeps_the_name()
    {
        var server = await GantryServer.SharedAsync();
        var user = await server.NewUserAsync();
        var old = await SecretAsync(user, Generate, "bot");
        var token = await SecretAsync(user, Regenerate, "bot");
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(server, user.UserId, old));
        Assert.Equal(HttpStatusCode.OK, await MeAsync(server, user.UserId, token));
        Assert.Single((await user.GetAsync(List)).GetProperty("tokens").EnumerateArray());
    }

    [Fact]
    public async Task Of_tokens_regenerated_at_the_same_time_one_works()
    {
        var server = await GantryServer.SharedAsync();
        var user = await server.NewUserAsync();
        await SecretAsync(user, Generate, "bot");
        var tokens = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SecretAsync(user, Regenerate, "bot")));
        var answers = await Task.WhenAll(tokens.Select(token => MeAsync(server, user.UserId, token)));
        Assert.Single(answers, status => status == HttpStatusCode.OK);
        Assert.Single((await user.GetAsync(List)).GetProperty("tokens").EnumerateArray());
    }

    [Theory]
    [InlineData(Regenerate)]
    [InlineData(Remove)]
    public async Task A_token_that_is_not_there_is_404(string path)
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        var (error, errorType) = await user.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, path, new { tokenName = "none" });
        Assert.Equal("Token does not exist [error-token-does-not-exists]", error);
        Assert.Equal("error-token-does-not-exists", errorType);
    }

    [Theory]
    [MemberData(nameof(MalformedBodies))]
    public async Task A_body_without_a_name_is_400(string body)
    {
        var admin = await (await GantryServer.SharedAsync()).AdminAsync();
        foreach (var path in (string[])[Generate, Regenerate, Remove]) await admin.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, path, body);
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_422()
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        await user.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, Generate, new { tokenName = new string('x', 101) });
    }

    [Theory]
    [InlineData("POST", Generate)]
    [InlineData("POST", Regenerate)]
    [InlineData("POST", Remove)]
    [InlineData("GET", List)]
    public async Task Without_the_permission_tokens_are_403(string method, string path)
    {
        var guest = await (await GantryServer.SharedAsync()).NewUserAsync("guest");
        await guest.RefusedAsync(HttpStatusCode.Forbidden, new HttpMethod(method), path, method == "POST" ? new { tokenName = "bot" } : null);
    }

    private static async Task<string> SecretAsync(ApiClient user, string path, string name) =>
        (await user.PostAsync(path, new { tokenName = name })).GetProperty("token").GetString()!;

    private static async Task<HttpStatusCode> MeAsync(GantryServer server, string userId, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.Add("X-User-Id", userId);
        request.Headers.Add("X-Auth-Token", token);
        using var response = await server.Http.SendAsync(request);
        return response.StatusCode;
    }
}
