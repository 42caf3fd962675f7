using System.Text;
using System.Text.Json;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Scripting;

namespace Gantry.Functions.Integrations;

/// <summary>Trying and checking a script before it is saved: <c>integrations.testScript</c> and <c>integrations.lintScript</c> (design 7).</summary>
internal static class IntegrationScripts
{
    /// <summary>Maps the routes.</summary>
    public static void MapIntegrationScripts(this RouteGroupBuilder api)
    {
        api.MapPost("integrations.testScript", TestAsync).RequirePermission(IntegrationAccess.Any);
        api.MapPost("integrations.lintScript", Lint).RequirePermission(IntegrationAccess.Any);
    }

    private static async Task<IResult> TestAsync(
        Caller caller, Parameters parameters, IntegrationStore store, UserStore users, ScriptRunner scripts, CancellationToken cancellationToken)
    {
        var integration = parameters.FirstString("integrationId") is null ? null : await IntegrationEndpoints.FindAsync(caller, parameters, store, cancellationToken);
        var script = parameters.FirstString("script") ?? integration?.Script ?? throw ApiException.MissingKey("script");
        var user = integration is null ? caller.User : await users.FindAsync(integration.UserId, cancellationToken) ?? caller.User;
        var run = await scripts.TryAsync(script, ScriptRequest.Method, Sample(parameters, integration, user).ToValue, cancellationToken);
        return Results.Ok(new
        {
            called = run.Called,
            result = run.Result.ValueKind == JsonValueKind.Undefined ? (JsonElement?)null : run.Result,
            console = run.Console,
            error = run.FailureCode,
            scriptError = run.Error,
            executionTime = run.Milliseconds,
            memory = run.Bytes,
            success = true,
        });
    }

    private static ScriptRequest Sample(Parameters parameters, Integration? integration, User user)
    {
        var request = Parameters.Of(parameters.Object("request") ?? default(JsonElement));
        var content = request.Body.ValueKind == JsonValueKind.Object && request.Body.TryGetProperty("content", out var given) ? given : default;
        var (id, token) = (integration?.Id ?? "test", integration?.Token ?? "test");
        var url = request.String("url") ?? $"/hooks/{id}/{token}";
        var query = url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? url[at..] : "";
        var headers = request.Object("headers") is { } named ? named.EnumerateObject().Select(header => KeyValuePair.Create(header.Name, header.Value.ToString())) : [];
        var raw = content.ValueKind == JsonValueKind.Undefined ? "" : content.GetRawText();
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { ["integrationId"] = id, ["token"] = token };
        return new ScriptRequest(url[..^query.Length], query, names, headers, new ScriptUser(user.Id, user.Name, user.Username), content, Encoding.UTF8.GetBytes(raw));
    }

    private static IResult Lint(Parameters parameters)
    {
        var (error, problems) = ScriptLint.Check(parameters.RequiredString("script"));
        return Results.Ok(new { ok = error is null && problems.Count == 0, scriptError = error, problems, success = true });
    }
}
