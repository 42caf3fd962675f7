using System.Net.Http.Json;
using System.Text.Json;
using Gantry.Functions.Hosting;

namespace Gantry.Tests.Rest;

public sealed class InfoTests
{
    [Theory]
    [InlineData("/api/info")]
    [InlineData("/api/v1/info")]
    public async Task Everybody_is_told_the_version_and_who_is_logged_in_the_build(string path)
    {
        var server = await GantryServer.SharedAsync();
        var stranger = await server.Http.GetFromJsonAsync<JsonElement>(path);
        Assert.True(stranger.GetProperty("success").GetBoolean());
        Assert.Matches(@"^\d+\.\d+$", stranger.GetProperty("version").GetString());
        Assert.False(stranger.TryGetProperty("info", out _));

        var user = await server.NewUserAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-User-Id", user.UserId }, { "X-Auth-Token", user.Token } } };
        using var response = await server.Http.SendAsync(request);
        var info = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("info");
        Assert.Equal(HealthEndpoint.Version, info.GetProperty("version").GetString());
        Assert.Equal(Environment.ProcessorCount, info.GetProperty("build").GetProperty("cpus").GetInt32());
    }
}
