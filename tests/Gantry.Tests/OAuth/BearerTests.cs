using System.Net;
using Gantry.Functions.OAuth.Scopes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.OAuth;

/// <summary>Access tokens at the API (RFC 6750), and the scopes that every route asks for.</summary>
public sealed class BearerTests
{
    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer nonsense")]
    [InlineData("bearer gat_01234567890123456789012345678901abcdefghijklmnopqnobody")]
    public async Task A_token_that_is_none_is_401_and_says_so(string header)
    {
        var server = await GantryServer.SharedAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        using var response = await server.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        if (header.Trim() != "Bearer") Assert.Contains("error=\"invalid_token\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_the_userinfo_endpoint_says_which_kind_it_wants()
    {
        var server = await GantryServer.SharedAsync();
        using var response = await server.Http.GetAsync("/oauth/userinfo");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer realm=\"Gantry\"", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task An_access_token_is_no_login_token_and_no_session()
    {
        var driver = await OAuthDriver.SharedAsync();
        var tokens = await driver.TokensAsync(await driver.NewAppAsync());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.Add("X-User-Id", driver.Admin.UserId);
        request.Headers.Add("X-Auth-Token", tokens.AccessToken);
        using var asLogin = await driver.Server.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, asLogin.StatusCode);
        using var resumed = await driver.Server.Http.PostAsync("/api/v1/login", new FormUrlEncodedContent([new("resume", tokens.AccessToken)]));
        Assert.Equal(HttpStatusCode.Unauthorized, resumed.StatusCode);
        Assert.False(await driver.IsGoodAsync(driver.Admin.Token));
    }

    [Fact]
    public async Task A_token_has_its_users_permissions_and_no_more()
    {
        var driver = await OAuthDriver.SharedAsync();
        var tokens = await driver.TokensAsync(await driver.NewAppAsync(), await driver.Server.NewUserAsync(), "read write credentials:write");
        Assert.Equal(HttpStatusCode.Forbidden, (await driver.CallAsync(tokens.AccessToken, "POST", "oauth-apps.create", new { })).Status);
        var refused = await driver.CallAsync(tokens.AccessToken, "POST", "users.create", new { });
        Assert.Equal((HttpStatusCode.Forbidden, "error-user-not-authorized"), (refused.Status, refused.Text("errorType")));
    }

    [Theory]
    [InlineData("read", "GET", "channels.list", true)]
    [InlineData("read", "POST", "chat.postMessage", false)]
    [InlineData("write", "GET", "channels.list", false)]
    [InlineData("write", "POST", "chat.postMessage", true)]
    [InlineData("chat:write", "POST", "chat.postMessage", true)]
    [InlineData("chat:write", "POST", "channels.create", false)]
    [InlineData("rooms:read", "GET", "channels.list", true)]
    [InlineData("rooms:read", "GET", "CHANNELS.list", true)]
    [InlineData("rooms:read", "GET", "me", false)]
    [InlineData("integrations:read", "GET", "integrations.list", true)]
    [InlineData("read write", "GET", "oauth-apps.list", false)]
    [InlineData("read write", "POST", "users.generatePersonalAccessToken", false)]
    [InlineData("read write", "POST", "Users.GeneratePersonalAccessToken", false)]
    [InlineData("credentials:read", "GET", "oauth-apps.list", true)]
    public async Task A_token_opens_what_its_scopes_cover(string scope, string method, string path, bool isOpen)
    {
        var driver = await OAuthDriver.SharedAsync();
        var tokens = await driver.TokensAsync(await driver.NewAppAsync(), null, scope);
        var answer = await driver.CallAsync(tokens.AccessToken, method, path, method == "POST" ? new { channel = "#general", text = "x", name = "General" } : null);
        if (isOpen)
        {
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            return;
        }

        Assert.Equal((HttpStatusCode.Forbidden, "insufficient_scope"), (answer.Status, answer.Text("errorType")));
        Assert.Contains($"error=\"insufficient_scope\", scope=\"{answer.Body.GetProperty("details").GetProperty("scope").GetString()}\"", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_route_of_the_API_asks_for_a_scope()
    {
        var driver = await OAuthDriver.SharedAsync();
        var routes = Routes(driver.Server);
        Assert.True(routes.Count > 50);
        var user = await driver.Server.NewUserAsync();
        foreach (var (scope, isTried) in new (string, Func<string, bool>)[] { ("commands:read", path => !path.StartsWith("commands.", StringComparison.Ordinal)), ("read", _ => true), ("write", _ => true) })
        {
            var tokens = await driver.TokensAsync(await driver.NewAppAsync(), user, scope);
            foreach (var (method, path) in routes.Where(route => isTried(route.Path)))
            {
                if (Scope.Includes([scope], ScopeArea.Required(method, path))) continue;
                var answer = await driver.CallAsync(tokens.AccessToken, method, path, method == "GET" ? null : new { });
                Assert.True(answer.Status == HttpStatusCode.Forbidden && answer.Text("errorType") == "insufficient_scope", $"{scope} {method} {path}: {answer.Body}");
            }
        }
    }

    [Fact]
    public async Task Every_route_belongs_to_an_area_that_has_scopes()
    {
        foreach (var (method, path) in Routes(await GantryServer.SharedAsync()))
        {
            Assert.True(ScopeArea.Of(path) is not null, $"{path} is of no area: give its family one in ScopeArea.");
            Assert.Contains(ScopeArea.Required(method, path), Scope.Descriptions.Keys);
        }
    }

    private static List<(string Method, string Path)> Routes(GantryServer server) =>
    [
        .. from endpoint in server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
           let pattern = endpoint.RoutePattern.RawText!
           where pattern.StartsWith("/api/v1/", StringComparison.Ordinal) && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
           select (method, pattern["/api/v1/".Length..]),
    ];
}
