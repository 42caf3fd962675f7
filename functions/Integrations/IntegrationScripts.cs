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
        var sample = new ScriptSample(parameters, integration, user);
        var run = await sample.TryAsync(scripts, script, cancellationToken);
        return Results.Ok(new
        {
            method = sample.Method,
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

    private static IResult Lint(Parameters parameters)
    {
        var (error, problems) = ScriptLint.Check(parameters.RequiredString("script"));
        return Results.Ok(new { ok = error is null && problems.Count == 0, scriptError = error, problems, success = true });
    }
}
