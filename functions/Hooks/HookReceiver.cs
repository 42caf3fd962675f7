using Gantry.Functions.History;
using Gantry.Functions.Hosting;
using Gantry.Functions.Integrations;
using Gantry.Functions.RateLimiting;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Hooks;

/// <summary>
/// Receives a call: authenticates it, has it worked on, and writes its history before it answers. A right token always leaves an entry, whatever comes
/// of the call, except that a wrong token or too many calls are only counted; an unknown integration leaves nothing.
/// </summary>
internal sealed class HookReceiver(
    IntegrationStore integrations, HookWork work, HistoryStore history, HookRefusals refusals, RateLimiter limiter, ClientAddress addresses, IOptions<HookOptions> options, IOptions<HistoryOptions> historyOptions, TimeProvider time)
{
    /// <summary>Receives a call at <c>/hooks/ID/TOKEN</c>, or at <c>/hooks/TOKEN</c> without an id.</summary>
    public async Task<IResult> ReceiveAsync(HttpContext context, string? id, string token)
    {
        var aborted = context.RequestAborted;
        var (result, integration) = HookAuthentication.Find(await integrations.GetAsync(aborted), id, token);
        if (result != HookAuthenticationResult.Valid || integration is null)
        {
            if (result == HookAuthenticationResult.WrongToken) refusals.Count(integration!.Id, HistoryStore.WrongTokens);
            return ErrorAnswers.For(ApiException.NotFound("error-integration-not-found", "Invalid integration id or token provided."));
        }

        var trace = new HookTrace(integration, history.NewId(), time);
        var body = await BodyReader.ReadAsync(context.Request, options.Value.MaxBodyBytes, aborted);
        var request = context.Request;
        var mediaType = (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        var call = new HookCall(request.Method, request.Path, request.QueryString.ToString(), request.Headers, mediaType, body ?? [], addresses.Find(context), token);
        try
        {
            HookGuard.Check(integration, call, time.GetUtcNow());
            trace.Step("authenticated");
            if (await limiter.TakeAsync(RateLimitRule.Hooks, integration.Id, aborted) is { } decision)
            {
                decision.WriteHeaders(context.Response);
                if (!decision.Admitted)
                {
                    refusals.Count(integration.Id, HistoryStore.RateLimited);
                    return ErrorAnswers.For(decision.ToRefusal());
                }
            }

            if (body is null) throw new ApiException(413, "error-request-too-large", $"The body is larger than {options.Value.MaxBodyBytes} bytes.", new { limit = options.Value.MaxBodyBytes });
            var outcome = await work.RunAsync(integration, call, trace, aborted);
            if (outcome.IsRepeat) context.Response.Headers["Idempotent-Replayed"] = "true";
            else await history.AppendAsync(integration, trace.ToEntry(call.ToHistory(historyOptions.Value.MaxBodyCharacters), outcome.Answer.Status, null), outcome.Finish, aborted);
            return outcome.Answer.ToResult();
        }
        catch (ApiException refusal)
        {
            trace.Step("refused");
            await history.AppendAsync(integration, trace.ToEntry(call.ToHistory(historyOptions.Value.MaxBodyCharacters), refusal.Status, refusal), null, aborted);
            return ErrorAnswers.For(refusal);
        }
    }
}
