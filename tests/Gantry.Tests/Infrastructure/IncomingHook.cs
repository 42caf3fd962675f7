using System.Net.Http.Json;
using System.Text.Json;

namespace Gantry.Tests.Infrastructure;

/// <summary>An incoming integration that a test made, and its address.</summary>
internal sealed record IncomingHook(string Id, string Token)
{
    public string Path => $"/hooks/{Id}/{Token}";

    public static async Task<IncomingHook> CreateAsync(ApiClient admin, string channel = "#general")
    {
        var answer = await admin.PostAsync("integrations.create", new { type = "webhook-incoming", name = Names.New("hook"), enabled = true, username = "rocket.cat", channel, scriptEnabled = false });
        var integration = answer.GetProperty("integration");
        return new IncomingHook(integration.GetProperty("_id").GetString()!, integration.GetProperty("token").GetString()!);
    }

    /// <summary>Posts a text; gives the message's id.</summary>
    public async Task<string> PostAsync(HttpClient http, string text)
    {
        using var answer = await http.PostAsJsonAsync(Path, new { text });
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return MessageId(body);
    }

    /// <summary>The id of the one message that an answer names.</summary>
    public static string MessageId(string answer) => JsonSerializer.Deserialize<JsonElement>(answer).GetProperty("messages")[0].GetProperty("_id").GetString()!;
}
