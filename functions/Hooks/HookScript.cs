using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Integrations;
using Gantry.Functions.Rest;
using Gantry.Functions.Scripting;

namespace Gantry.Functions.Hooks;

/// <summary>What the integration's script makes of a call.</summary>
/// <param name="Payload">The message in place of the caller's body.</param>
/// <param name="Answer">What is answered without posting anything; null to post.</param>
/// <param name="Response">What is answered after posting, in place of the messages; undefined for nothing.</param>
/// <param name="User">The user to post as, as the script names it; undefined for the integration's.</param>
internal sealed record HookScriptResult(JsonElement Payload, HookAnswer? Answer = null, JsonElement Response = default, JsonElement User = default);

/// <summary>Runs <c>process_incoming_request</c> (<c>rocket-chat-behaviour.md</c> 2.4).</summary>
internal sealed class HookScript(ScriptRunner scripts, UserStore users)
{
    /// <summary>Runs it.</summary>
    /// <returns>What it made; null if it has no such method, so that the body posts as it is.</returns>
    /// <exception cref="ApiException">400: it failed.</exception>
    public async Task<HookScriptResult?> RunAsync(Integration integration, HookCall call, User actor, JsonElement payload, HookTrace trace, CancellationToken cancellationToken)
    {
        var request = new ScriptRequest(
            call.Path,
            call.Query,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["integrationId"] = integration.Id, ["token"] = call.Token },
            call.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString())),
            new ScriptUser(actor.Id, actor.Name, actor.Username),
            payload,
            call.Body);
        var run = await scripts.RunAsync(integration, ScriptRequest.Method, request.ToValue, cancellationToken);
        trace.Scripted(run);
        if (run.FailureCode is { } code) throw Failed(code, run.Error!);
        return run.Called ? Read(run.Result) : null;
    }

    /// <summary>The user that a script names instead of the integration's: by <c>_id</c> or <c>username</c>.</summary>
    public async Task<User?> FindUserAsync(JsonElement named, CancellationToken cancellationToken)
    {
        var fields = Parameters.Of(named);
        if (fields.FirstString("_id") is { } id) return await users.FindAsync(id, cancellationToken);
        return fields.FirstString("username") is { } username ? await users.FindByUsernameAsync(username, cancellationToken) : null;
    }

    private static HookScriptResult Read(JsonElement result)
    {
        switch (result.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False:
            case JsonValueKind.String when result.GetString() is "":
            case JsonValueKind.Number when result.GetDouble() is 0:
                return new HookScriptResult(default, HookAnswer.Empty);
            case JsonValueKind.Object when Truthy(result, "error", out var error):
                return new HookScriptResult(default, Refused(error));
            case JsonValueKind.Object when result.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Object:
                return new HookScriptResult(content, null, Truthy(result, "response", out var response) ? response : default, Truthy(result, "user", out var user) && user.ValueKind == JsonValueKind.Object ? user : default);
            default:
                throw Failed(ScriptRun.RunFailed, new ScriptError("TypeError", "The script returned neither content nor error."));
        }
    }

    private static bool Truthy(JsonElement owner, string name, out JsonElement value) =>
        owner.TryGetProperty(name, out value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False) && !(value.ValueKind == JsonValueKind.String && value.GetString() is "");

    private static HookAnswer Refused(JsonElement error)
    {
        var body = error.ValueKind == JsonValueKind.Object ? JsonObject.Create(error)! : new JsonObject { ["error"] = JsonNode.Parse(error.GetRawText()) };
        body["success"] = false;
        return new HookAnswer(400, body.ToJsonString(RestJson.Options));
    }

    private static ApiException Failed(string code, ScriptError error) => new(400, code, code, new { name = error.Name, message = error.Message, line = error.Line, column = error.Column });
}
