using System.Text.Json;
using Gantry.Functions.History;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Commands.Execution;

/// <summary>Who and where an answer is for.</summary>
/// <param name="UserId">Who ran the command.</param>
/// <param name="RoomId">Where.</param>
/// <param name="Tmid">In which thread; null for the room itself.</param>
internal sealed record AnswerPlace(string UserId, string RoomId, string? Tmid);

/// <summary>Posts what commands answer, as <c>rocket.cat</c>: into the room with the rights of who ran the command, or to that user alone.</summary>
internal sealed class CommandPostings(EphemeralMessages ephemeral, MessagePosting posting, MessageRules rules, UserStore users, RoomStore rooms)
{
    /// <summary>Tells one user something in a room.</summary>
    public async Task<TextCommandResult> TellAsync(User user, Room room, MessageDraft draft, CancellationToken cancellationToken) =>
        new(await ephemeral.TellAsync(await AuthorAsync(cancellationToken), user, room, draft, cancellationToken), IsPrivate: true);

    /// <summary>Posts an answer. One that its room does not take is told to who ran the command, with the reason.</summary>
    /// <param name="place">Who and where.</param>
    /// <param name="answer">What; with a draft.</param>
    /// <param name="id">The message's id: posting it again changes nothing.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What was posted, and why that is not the answer itself; no message if user or room are gone.</returns>
    public async Task<(TextCommandResult Result, string? Error)> PostAsync(AnswerPlace place, CommandAnswer answer, string id, CancellationToken cancellationToken)
    {
        var (user, room) = (await users.FindAsync(place.UserId, cancellationToken), await rooms.FindAsync(place.RoomId, cancellationToken));
        if (user is not { Active: true } || room is null) return (new TextCommandResult(), "The room or the user is not there any more.");
        var draft = answer.Draft! with { Id = id, Tmid = place.Tmid };
        try
        {
            if (answer.IsInChannel) return (new TextCommandResult(await posting.PostAsync(await AuthorAsync(cancellationToken), room, draft, cancellationToken, onBehalfOf: user)), null);
            if (!rules.IsTooLarge(draft)) return (await TellAsync(user, room, draft, cancellationToken), null);
            return (await TellAsync(user, room, Complaint(draft, "it is too long"), cancellationToken), "The answer is too long.");
        }
        catch (ApiException refused) when (refused.Status < 500)
        {
            return (await TellAsync(user, room, Complaint(draft, refused.Message), cancellationToken), refused.Message);
        }
    }

    /// <summary>As an answer is written down before it is posted.</summary>
    public static JsonElement ToDocument(CommandAnswer answer) => JsonSerializer.SerializeToElement(answer, RestJson.Options);

    /// <summary>Posts what is written down.</summary>
    public async Task<(TextCommandResult Result, string? Error)> PostAsync(StoredDelivery written, JsonElement document, CancellationToken cancellationToken)
    {
        var answer = document.Deserialize<CommandAnswer>(RestJson.Options)!;
        return await PostAsync(PlaceOf(written.Entry), answer, written.State.Posting!.Messages[0].Id, cancellationToken);
    }

    /// <summary>Where the answer to a run belongs.</summary>
    public static AnswerPlace PlaceOf(DeliveryEntry entry)
    {
        var data = Parameters.Of(entry.Data);
        return new AnswerPlace(data.String("user_id")!, data.String("channel_id")!, data.String("tmid"));
    }

    private static MessageDraft Complaint(MessageDraft draft, string reason) => new() { Id = draft.Id, Tmid = draft.Tmid, Text = $"The answer of the command could not be posted: {reason}", ParseUrls = false };

    private async ValueTask<User> AuthorAsync(CancellationToken cancellationToken) =>
        await users.FindAsync(User.RocketCat, cancellationToken) ?? new User { Id = User.RocketCat, Username = User.RocketCat, Type = "bot" };
}
