using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>
/// <c>chat.react</c> and <c>chat.removeReaction</c> (seed 002; <c>rocket-chat-behaviour.md</c> 7.6): who may read a room reacts to its messages; in a
/// read-only room, who may post there.
/// </summary>
internal sealed class MessageReactions(MessageChoice choice, MessageChanges changes, MessageTurns turns, IOptions<MessagesOptions> options)
{
    private const int MaxAttempts = 10;

    /// <summary>Adds the caller's reaction, or takes it back: as <c>shouldReact</c> says, else the other of what it is now.</summary>
    public async Task<IResult> ReactAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken) =>
        await SetAsync(parameters, caller, parameters.Bool("shouldReact"), cancellationToken);

    /// <summary>Takes the caller's reaction back.</summary>
    public async Task<IResult> RemoveAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken) =>
        await SetAsync(parameters, caller, wanted: false, cancellationToken);

    private async Task<IResult> SetAsync(Parameters parameters, Caller caller, bool? wanted, CancellationToken cancellationToken)
    {
        var id = MessageChoice.RequireId(parameters);
        var emoji = Emoji.Require(EmojiOf(parameters));
        using var turn = await turns.TakeAsync(id, cancellationToken);
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var chosen = await choice.FindAsync(parameters, caller, cancellationToken);
            RequireAllowed(chosen, caller);
            var has = chosen.Message.Reactions?.GetValueOrDefault(emoji)?.Usernames.Contains(caller.User.Username) == true;
            if (wanted == has) return Results.Ok(new { success = true });
            var changed = chosen.Message with { Reactions = has ? Without(chosen.Message, emoji, caller.User.Username) : With(chosen.Message, emoji, caller.User.Username) };
            var set = MessageStore.NewSet(chosen.Room.Id, added: 0);
            if (await changes.TryCommitAsync(chosen, changed, set, caller.User, cancellationToken, has ? null : emoji)) return Results.Ok(new { success = true });
        }

        throw ApiException.Unavailable();
    }

    private static string EmojiOf(Parameters parameters)
    {
        const string missing = "error-emoji-param-not-provided";
        return parameters.FirstString("emoji", "reaction") ?? throw new ApiException(400, missing, $"The required \"emoji\" param is missing. [{missing}]");
    }

    private static void RequireAllowed(ChosenMessage chosen, Caller caller)
    {
        if (chosen.Room.Archived == true) throw RoomRefusals.Archived(chosen.Room);
        var mayWrite = !chosen.Room.Ro || caller.Has("post-readonly", chosen.Membership?.Roles);
        if (!mayWrite || chosen.Message.T == "rm") throw new ApiException(403, "error-not-allowed", "Not allowed [error-not-allowed]", new { method = "setReaction" });
    }

    private SortedDictionary<string, Reaction> With(Message message, string emoji, string username)
    {
        var reactions = Copy(message);
        reactions[emoji] = new Reaction([.. reactions.GetValueOrDefault(emoji)?.Usernames ?? [], username]);
        return reactions.Count <= options.Value.MaxReactions
            ? reactions
            : throw ApiException.Invalid("error-too-many-reactions", $"A message has at most {options.Value.MaxReactions} different reactions");
    }

    private static SortedDictionary<string, Reaction>? Without(Message message, string emoji, string username)
    {
        var reactions = Copy(message);
        string[] left = [.. reactions[emoji].Usernames.Where(other => other != username)];
        if (left.Length > 0) reactions[emoji] = new Reaction(left);
        else reactions.Remove(emoji);
        return reactions.Count > 0 ? reactions : null;
    }

    private static SortedDictionary<string, Reaction> Copy(Message message)
    {
        var copy = new SortedDictionary<string, Reaction>(StringComparer.Ordinal);
        foreach (var (emoji, reaction) in message.Reactions ?? new Dictionary<string, Reaction>(StringComparer.Ordinal)) copy[emoji] = reaction;
        return copy;
    }
}
