using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gantry.Tests.Infrastructure;

/// <summary>The REST API as a logged-in user calls it.</summary>
internal sealed class ApiClient
{
    private readonly HttpClient _http;

    private ApiClient(HttpClient http, string userId, string token, string username) => (_http, UserId, Token, Username) = (http, userId, token, username);

    public string UserId { get; }

    public string Token { get; }

    public string Username { get; }

    public static async Task<ApiClient> LoginAsync(GantryServer server, string username, string password)
    {
        using var response = await server.Http.PostAsJsonAsync("/api/v1/login", new { user = username, password });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var data = (await ReadAsync(response)).GetProperty("data");
        return new ApiClient(server.Http, data.GetProperty("userId").GetString()!, data.GetProperty("authToken").GetString()!, username);
    }

    /// <summary>Calls <c>/api/v1/</c> and the path; gives the status and the JSON answer.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/" + path);
        request.Headers.Add("X-User-Id", UserId);
        request.Headers.Add("X-Auth-Token", Token);
        if (body is not null) request.Content = body is string text ? new StringContent(text, System.Text.Encoding.UTF8, "application/json") : JsonContent.Create(body);
        using var response = await _http.SendAsync(request);
        return (response.StatusCode, await ReadAsync(response));
    }

    /// <summary>Calls and expects success.</summary>
    public async Task<JsonElement> OkAsync(HttpMethod method, string path, object? body = null)
    {
        var (status, answer) = await SendAsync(method, path, body);
        Assert.True(status == HttpStatusCode.OK, $"{method} {path}: {(int)status} {answer}");
        Assert.True(answer.GetProperty("success").GetBoolean(), answer.ToString());
        return answer;
    }

    public Task<JsonElement> GetAsync(string path) => OkAsync(HttpMethod.Get, path);

    public Task<JsonElement> PostAsync(string path, object body) => OkAsync(HttpMethod.Post, path, body);

    /// <summary>Calls and expects a refusal in the documented shape; gives its <c>error</c> and <c>errorType</c>.</summary>
    public async Task<(string Error, string ErrorType)> RefusedAsync(HttpStatusCode status, HttpMethod method, string path, object? body = null)
    {
        var (actual, answer) = await SendAsync(method, path, body);
        Assert.True(actual == status, $"{method} {path}: expected {(int)status}, got {(int)actual} {answer}");
        Assert.False(answer.GetProperty("success").GetBoolean());
        return (answer.GetProperty("error").GetString()!, answer.GetProperty("errorType").GetString()!);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response) => JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
}
