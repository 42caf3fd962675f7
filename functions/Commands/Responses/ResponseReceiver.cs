using System.Text.Json;
using Gantry.Functions.Commands.Execution;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Commands.Responses;

/// <summary>
/// Receives later answers of commands at their response_url. What cannot be read or says nothing is not counted; what is taken is counted first and posted then,
/// so a crash between loses an answer that was not acknowledged, and no repeat gets beyond the limit.
/// </summary>
internal sealed class ResponseReceiver(CommandStore commands, ResponseUrls urls, CommandPostings postings, IOptions<RestOptions> limits, TimeProvider time)
{
    /// <summary>Receives one.</summary>
    /// <exception cref="ApiException">400: the body is no JSON object; 404: the address is not good, or not any more; 413: the body is too large; 422: it cannot be posted.</exception>
    public async Task<IResult> ReceiveAsync(HttpContext context, string text)
    {
        var aborted = context.RequestAborted;
        var token = ResponseToken.Parse(text) ?? throw ResponseUrls.Unknown();
        if ((await commands.GetAsync(aborted)).Find(token.CommandId) is not { Enabled: true } command) throw ResponseUrls.Unknown();
        var place = await urls.FindAsync(token, aborted);
        var answer = CommandAnswer.Of(command, await ReadAsync(context.Request, aborted));
        if (answer.Error is { } error) throw ApiException.Invalid("error-invalid-answer", error);
        if (answer.Draft is null) return Results.Ok(new { success = true });

        var remaining = await urls.TakeAsync(token, aborted);
        var (result, refused) = await postings.PostAsync(place, answer, MessageId.New(place.RoomId, time), aborted);
        if (refused is not null) throw ApiException.Invalid("error-answer-not-posted", refused);
        return Results.Ok(new { messageId = result.Message!.Id, remaining, success = true });
    }

    private async Task<JsonElement> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await BodyReader.ReadAsync(request, limits.Value.MaxBodyBytes, cancellationToken)
            ?? throw new ApiException(413, "error-request-too-large", $"The body is larger than {limits.Value.MaxBodyBytes} bytes.", new { limit = limits.Value.MaxBodyBytes });
        var content = JsonInput.Parse(body, limits.Value.MaxDepth, out var error);
        if (error is not null) throw new ApiException(400, "error-invalid-json", error);
        return content.ValueKind == JsonValueKind.Object ? content : throw new ApiException(400, "error-invalid-payload", "The body must be a JSON object.");
    }
}

/// <summary>The route of later answers.</summary>
internal static class ResponseEndpoints
{
    /// <summary>Maps it: its literal segment goes before the hooks' parameters, and no integration's id is that short.</summary>
    public static void MapCommandResponses(this IEndpointRouteBuilder routes) =>
        routes.MapPost(ResponseUrls.Path + "{token}", (ResponseReceiver receiver, HttpContext context, string token) => receiver.ReceiveAsync(context, token));
}
