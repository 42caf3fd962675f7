using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Functions.Hosting;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity.Methods;

/// <summary>
/// <c>method.call/:method</c> and <c>method.callAnon/:method</c> (<c>rocket-chat-behaviour.md</c> 7.8): Meteor's methods over REST, those of a session. What
/// has an endpoint of its own is called there.
/// </summary>
internal sealed class MethodCall(Login login, IOptions<RestOptions> options)
{
    /// <summary>Calls a method.</summary>
    /// <param name="method">The method that the path names.</param>
    /// <param name="parameters"><c>message</c>: the frame as JSON text.</param>
    /// <param name="context">The request.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IResult> CallAsync(string method, Parameters parameters, HttpContext context, CancellationToken cancellationToken)
    {
        var frame = JsonInput.Parse(parameters.RequiredString("message"), options.Value.MaxDepth, out var error);
        if (error is not null || frame.ValueKind != JsonValueKind.Object) throw ApiException.WrongType("message", "a JSON object");
        var call = Parameters.Of(frame);
        if (call.String("msg") != "method" || call.String("method") != method) throw ApiException.WrongType("message", $"a call of the method {method}");
        var answer = new JsonObject { ["msg"] = "result", ["id"] = call.String("id") };
        try
        {
            answer["result"] = await RunAsync(method, call, context, cancellationToken);
            return Results.Ok(new { message = answer.ToJsonString(RestJson.Options), success = true });
        }
        catch (ApiException refusal)
        {
            answer["error"] = new JsonObject { ["isClientSafe"] = true, ["error"] = refusal.ErrorType, ["reason"] = refusal.Message, ["message"] = $"{refusal.Message} [{refusal.ErrorType}]", ["errorType"] = "Meteor.Error" };
            return Results.Json(new { message = answer.ToJsonString(RestJson.Options), success = false }, statusCode: 400);
        }
    }

    private async Task<JsonNode?> RunAsync(string method, Parameters call, HttpContext context, CancellationToken cancellationToken) => method switch
    {
        "login" when context.Features.Get<Caller>() is null => await LoginAsync(call, context, cancellationToken),
        "logout" => await LogoutAsync(context, cancellationToken),
        "getServerInfo" => new JsonObject { ["version"] = HealthEndpoint.Version },
        "getUserRoles" => RestJson.ToNode(CallerOf(context).User.Roles),
        _ => throw ApiException.NotFound("404", $"Method '{method}' not found"),
    };

    private async Task<JsonNode?> LoginAsync(Parameters call, HttpContext context, CancellationToken cancellationToken)
    {
        var credentials = call.Array("params") is { } sent && sent.GetArrayLength() > 0 && sent[0].ValueKind == JsonValueKind.Object ? sent[0] : throw ApiException.MissingKey("params");
        var session = await login.OpenAsync(Parameters.Of(credentials), context, cancellationToken) ?? throw new ApiException(401, "403", "User not found or password incorrect");
        return new JsonObject { ["id"] = session.User.Id, ["token"] = session.Secret, ["type"] = "password" };
    }

    private async Task<JsonNode?> LogoutAsync(HttpContext context, CancellationToken cancellationToken)
    {
        await login.LogoutAsync(CallerOf(context), cancellationToken);
        return null;
    }

    private static Caller CallerOf(HttpContext context) => context.Features.Get<Caller>() ?? throw ApiException.Unauthorized();
}
