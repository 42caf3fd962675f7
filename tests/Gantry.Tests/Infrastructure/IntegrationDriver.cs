using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Gantry.Tests.Infrastructure;

/// <summary>Makes integrations and calls their hooks.</summary>
internal sealed class IntegrationDriver(GantryServer server, ApiClient api)
{
    /// <summary>A driver on the shared server, as the admin.</summary>
    public static async Task<IntegrationDriver> AdminAsync()
    {
        var server = await GantryServer.SharedAsync();
        return new IntegrationDriver(server, await server.AdminAsync());
    }

    public GantryServer Server { get; } = server;

    public ApiClient Api { get; } = api;

    /// <summary>A new public room; gives its name with prefix and its id.</summary>
    public async Task<(string Channel, string Id)> NewRoomAsync(string kind = "channels")
    {
        var name = Names.New("room");
        var answer = await Api.PostAsync(kind + ".create", new { name });
        return ("#" + name, answer.GetProperty(kind == "channels" ? "channel" : "group").GetProperty("_id").GetString()!);
    }

    /// <summary>A new incoming integration; further fields go over the defaults.</summary>
    public async Task<Hook> NewHookAsync(object channel, object? fields = null)
    {
        var body = JsonSerializer.SerializeToNode(new { type = "webhook-incoming", name = Names.New("hook"), enabled = true, username = "rocket.cat", channel, scriptEnabled = false })!.AsObject();
        if (fields is not null)
            foreach (var (name, value) in JsonSerializer.SerializeToNode(fields)!.AsObject()) body[name] = value?.DeepClone();
        var integration = (await Api.PostAsync("integrations.create", body)).GetProperty("integration");
        return new Hook(integration.GetProperty("_id").GetString()!, integration.GetProperty("token").GetString()!);
    }

    /// <summary>Calls a hook with JSON.</summary>
    public Task<(HttpStatusCode Status, JsonElement Body)> CallAsync(Hook hook, object payload, params (string Name, string Value)[] headers) =>
        CallAsync(hook.Path, payload is string text ? new StringContent(text, Encoding.UTF8, "application/json") : JsonContent.Create(payload), headers);

    /// <summary>Calls a path with any content.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> CallAsync(string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, path) { Content = content };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Server.Http.SendAsync(request);
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }

    /// <summary>Calls and expects success; gives the messages that were posted, newest call's order.</summary>
    public async Task<IReadOnlyList<JsonElement>> PostAsync(Hook hook, object payload, params (string Name, string Value)[] headers)
    {
        var (status, body) = await CallAsync(hook, payload, headers);
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        var ids = body.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("_id").GetString()!);
        return [.. await Task.WhenAll(ids.Select(async id => (await Api.GetAsync("chat.getMessage?msgId=" + Uri.EscapeDataString(id))).GetProperty("message")))];
    }

    /// <summary>Calls and expects a refusal; gives its text and code.</summary>
    public async Task<(string Error, string ErrorType)> RefusedAsync(HttpStatusCode status, Hook hook, object payload, params (string Name, string Value)[] headers)
    {
        var (actual, body) = await CallAsync(hook, payload, headers);
        Assert.True(actual == status, $"{(int)actual} {body}");
        Assert.False(body.GetProperty("success").GetBoolean());
        return (body.GetProperty("error").GetString()!, body.GetProperty("errorType").GetString()!);
    }

    /// <summary>The texts in a room, newest first.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string roomId) =>
        [.. (await Api.GetAsync($"channels.messages?roomId={roomId}")).GetProperty("messages").EnumerateArray()
            .Where(message => !message.TryGetProperty("t", out _)).Select(message => message.GetProperty("msg").GetString()!)];

    /// <summary>The history of a hook, newest first, and its total.</summary>
    public async Task<(IReadOnlyList<JsonElement> Entries, int Total)> HistoryAsync(Hook hook)
    {
        var answer = await Api.GetAsync("integrations.history?id=" + hook.Id);
        return ([.. answer.GetProperty("history").EnumerateArray()], answer.GetProperty("total").GetInt32());
    }
}

/// <summary>An incoming integration.</summary>
internal sealed record Hook(string Id, string Token)
{
    public string Path => $"/hooks/{Id}/{Token}";
}
