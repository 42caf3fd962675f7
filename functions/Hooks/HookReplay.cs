using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Functions.History;
using Gantry.Functions.Identity;
using Gantry.Functions.Integrations;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Hooks;

/// <summary>Has a stored request worked on again: it was authenticated when it came, so neither token nor signature is asked for.</summary>
internal sealed class HookReplay(HookWork work, HookScript scripts, UserStore users, HistoryStore history, IOptions<HookOptions> options, IOptions<HistoryOptions> historyOptions, TimeProvider time) : IReplay
{
    public string Type => Integration.Incoming;

    public async Task<JsonObject> ReplayAsync(Integration integration, JsonObject entry, Parameters parameters, CancellationToken cancellationToken)
    {
        var stored = entry["data"]?["request"].Deserialize<HistoryRequest>(RestJson.Options) ?? throw ApiException.Invalid("error-invalid-integration-history", "Invalid Integration History");
        if (stored.Body.Length >= historyOptions.Value.MaxBodyCharacters) throw ApiException.Invalid("error-request-cut", "The body of this request was too long to be kept whole");
        var call = ToCall(stored, integration);
        var trace = new HookTrace(integration, history.NewId(), time);
        if (parameters.Bool("dry") is true) return await TryAsync(integration, call, trace, parameters.FirstString("script"), cancellationToken);
        if (!integration.Enabled) throw ApiException.Invalid("error-integration-disabled", "The integration is disabled", new { integrationId = integration.Id });
        try
        {
            var outcome = await work.RunAsync(integration, call, trace, cancellationToken);
            return await KeepAsync(integration, trace.ToEntry(stored, outcome.Answer.Status, null), entry, cancellationToken);
        }
        catch (ApiException refusal) when (refusal.Status < 500)
        {
            trace.Step("refused");
            return await KeepAsync(integration, trace.ToEntry(stored, refusal.Status, refusal), entry, cancellationToken);
        }
    }

    private async Task<JsonObject> KeepAsync(Integration integration, HistoryEntry made, JsonObject first, CancellationToken cancellationToken)
    {
        await history.AppendAsync(integration, made with { ReplayOf = first["_id"]!.GetValue<string>() }, null, cancellationToken);
        return new JsonObject
        {
            ["historyId"] = made.Id,
            ["status"] = made.Status,
            ["messageIds"] = RestJson.ToNode(made.MessageIds ?? []),
            ["error"] = made.Error,
            ["errorType"] = made.ErrorType,
            ["success"] = made.Successful,
        };
    }

    // What the script makes of it: nothing is posted or kept.
    private async Task<JsonObject> TryAsync(Integration integration, HookCall call, HookTrace trace, string? script, CancellationToken cancellationToken)
    {
        if (script is not null) integration = integration with { ScriptEnabled = true, Script = script, UpdatedAt = time.GetUtcNow() };
        var payload = HookPayload.Read(call, options.Value.MaxDepth);
        var actor = await users.FindAsync(integration.UserId, cancellationToken) ?? throw ApiException.Invalid("error-invalid-user", "The user that this integration posts as is gone", new { integration.Username });
        string? error = null;
        try
        {
            if (integration.RunsScript && await scripts.RunAsync(integration, call, actor, payload, trace, cancellationToken) is { } scripted) payload = scripted.Payload;
        }
        catch (ApiException refusal) when (refusal.Status < 500)
        {
            error = refusal.Message;
        }

        return new JsonObject
        {
            ["dry"] = true,
            ["content"] = payload.ValueKind == JsonValueKind.Undefined ? null : JsonSerializer.SerializeToNode(payload),
            ["script"] = RestJson.ToNode(trace.ToEntry(call.ToHistory(0), 200, null).Script),
            ["error"] = error,
            ["success"] = error is null,
        };
    }

    // Without the keys that would make it a repetition of the first call.
    private static HookCall ToCall(HistoryRequest stored, Integration integration)
    {
        var (path, query) = stored.Url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark ? (stored.Url[..mark], stored.Url[mark..]) : (stored.Url, "");
        var headers = new HeaderDictionary();
        foreach (var (name, value) in stored.Headers)
            if (!HookClaims.IsKey(name)) headers[name] = value;
        var mediaType = headers["Content-Type"].ToString().Split(';')[0].Trim().ToLowerInvariant();
        return new HookCall(stored.Method, path, query, headers, mediaType, Encoding.UTF8.GetBytes(stored.Body), null, integration.Token ?? "");
    }
}
