using System.Text.Json;
using Gantry.Functions.Identity;
using Gantry.Functions.Integrations;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Rooms;
using Gantry.Shared.Storage.GroupCommit;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Hooks;

/// <summary>What came of a call.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Finish">Adds to the history entry's transaction what ends the call's claim; null without one.</param>
/// <param name="IsRepeat">Whether an earlier call did the work and this one only repeats its answer.</param>
internal sealed record HookOutcome(HookAnswer Answer, Action<WriteSet>? Finish = null, bool IsRepeat = false);

/// <summary>The work of an authenticated call: payload, script, message, rooms, posting (design 5).</summary>
internal sealed class HookWork(
    UserStore users, HookScript scripts, HookDestinations destinations, HookClaims claims, MessageRules rules, MessagePosting posting, MessageView view, IOptions<HookOptions> options, TimeProvider time)
{
    /// <summary>Does it.</summary>
    /// <exception cref="ApiException">The call is refused; nothing was posted, unless rooms were answered separately.</exception>
    public async Task<HookOutcome> RunAsync(Integration integration, HookCall call, HookTrace trace, CancellationToken cancellationToken)
    {
        var payload = HookPayload.Read(call, options.Value.MaxDepth);
        trace.Step("payload-parsed");

        User? actor = null;
        HookScriptResult? scripted = null;
        if (integration.RunsScript)
        {
            actor = await FindActorAsync(integration, cancellationToken);
            scripted = await scripts.RunAsync(integration, call, actor, payload, trace, cancellationToken);
            if (scripted?.Answer is { } answer) return answer == HookAnswer.Empty ? Nothing(trace) : new HookOutcome(answer);
            if (scripted is { User.ValueKind: JsonValueKind.Object }) actor = RequireActive(await scripts.FindUserAsync(scripted.User, cancellationToken), integration);
            payload = scripted?.Payload ?? payload;
        }

        if (scripted is null && (payload.ValueKind == JsonValueKind.Undefined || !payload.EnumerateObject().Any())) return Nothing(trace);
        if (IntegrationMessage.Build(integration, payload) is not { } draft) throw ApiException.Invalid("error-message-empty", "The message has neither text nor attachments");
        trace.Step("message-built");
        actor ??= await FindActorAsync(integration, cancellationToken);
        var rooms = await destinations.ResolveAsync(integration, actor, payload, mayChoose: scripted is not null, cancellationToken);
        var separate = Parameters.Of(payload).Bool("separateResponse") == true;
        rooms = await CheckAsync(actor, rooms, draft, separate, cancellationToken);
        trace.Step("destinations-resolved", rooms.Select(room => new { room.Channel, rid = room.Room?.Id, error = room.Refusal?.ErrorType }));
        return await PostAsync(integration, call, new HookPlan(actor, rooms, draft, separate, scripted?.Response ?? default), trace, cancellationToken);
    }

    private async Task<User> FindActorAsync(Integration integration, CancellationToken cancellationToken) =>
        RequireActive(await users.FindAsync(integration.UserId, cancellationToken), integration);

    private static User RequireActive(User? user, Integration integration) => user is { Active: true }
        ? user
        : throw ApiException.Invalid("error-invalid-user", "The user that this integration posts as is gone or inactive", new { integration.Username });

    private static HookOutcome Nothing(HookTrace trace)
    {
        trace.Step("nothing-to-post");
        return new HookOutcome(HookAnswer.Empty);
    }

    // All rooms are checked before the first message is written: without separate answers it is all or nothing (seed 003).
    private async Task<IReadOnlyList<HookDestination>> CheckAsync(
        User actor, IReadOnlyList<HookDestination> rooms, MessageDraft draft, bool separate, CancellationToken cancellationToken)
    {
        if (draft.Tmid is not null && rooms.Count > 1) throw ApiException.Invalid("error-invalid-thread", "A reply in a thread goes to one room");
        var result = new List<HookDestination>(rooms.Count);
        foreach (var destination in rooms)
        {
            var refusal = destination.Refusal ?? await FindRefusalAsync(actor, destination.Room!, draft, cancellationToken);
            if (refusal is not null && !separate) throw refusal;
            result.Add(refusal is null ? destination : new HookDestination(destination.Channel, null, refusal));
        }

        return result;
    }

    private async Task<ApiException?> FindRefusalAsync(User actor, Room room, MessageDraft draft, CancellationToken cancellationToken)
    {
        try
        {
            await rules.CheckAsync(actor, room, draft, cancellationToken);
            return null;
        }
        catch (ApiException refusal)
        {
            return refusal;
        }
    }

    private async Task<HookOutcome> PostAsync(Integration integration, HookCall call, HookPlan plan, HookTrace trace, CancellationToken cancellationToken)
    {
        var key = HookClaims.KeyOf(call);
        HookClaim? claim = null;
        if (key is not null)
        {
            var ids = plan.Rooms.Where(destination => destination.Room is not null)
                .ToDictionary(destination => destination.Room!.Id, destination => MessageId.New(destination.Room!.Id, time), StringComparer.Ordinal);
            (claim, var isNew) = await claims.OpenAsync(integration.Id, key, call.Body, ids, cancellationToken);
            if (claim.Answer is { } first) return new HookOutcome(new HookAnswer(200, first), IsRepeat: true);
            trace.Step(isNew ? "key-claimed" : "claim-completed");
        }

        var postings = await Task.WhenAll(plan.Rooms.Select(destination => PostAsync(destination, plan, claim, cancellationToken)));
        trace.MessageIds.AddRange(postings.Where(done => done.Message is not null).Select(done => done.Message!.Id));
        trace.Step("message-posted");
        var answer = plan.Response.ValueKind != JsonValueKind.Undefined ? HookAnswer.Scripted(plan.Response)
            : plan.Separate ? HookAnswer.Separate(postings, view) : HookAnswer.Posted(postings);
        return key is null || answer.Status != 200
            ? new HookOutcome(answer)
            : new HookOutcome(answer, set => set.Put(claims.Finish(integration.Id, key, claim!, answer.Body)));
    }

    // With a claim the message's id is fixed, so a repeat of this call finds the message that is there.
    private async Task<HookPosting> PostAsync(HookDestination destination, HookPlan plan, HookClaim? claim, CancellationToken cancellationToken)
    {
        if (destination.Room is not { } room) return new HookPosting(destination.Channel, null, destination.Refusal);
        var draft = claim is null ? plan.Draft : plan.Draft with { Id = claim.MessageIds.GetValueOrDefault(room.Id) };
        return new HookPosting(destination.Channel, await posting.PostAsync(plan.Actor, room, draft, cancellationToken), null);
    }

    private sealed record HookPlan(User Actor, IReadOnlyList<HookDestination> Rooms, MessageDraft Draft, bool Separate, JsonElement Response);
}
