using System.Text.Json;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Messages;

/// <summary><c>chat.postMessage</c> and <c>chat.sendMessage</c> (<c>rocket-chat-behaviour.md</c> 7.6).</summary>
internal sealed class Sending(MessagePosting posting, Destinations destinations, RoomStore rooms, MessageRules rules, MessageView view, IEnumerable<TextCommands> commands, IOptions<MessagesOptions> options)
{
    /// <summary>
    /// Posts to <c>roomId</c> or <c>channel</c>, one or several; the first message is answered. A text that is a command runs in the first of the rooms
    /// instead, and is posted in none.
    /// </summary>
    public async Task<IResult> PostAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var named = parameters.List("roomId") is { Count: > 0 } ids ? ids : parameters.List("channel");
        if (named is not { Count: > 0 }) throw new ApiException(400, "invalid-channel", "[invalid-channel]", new { key = "roomId" });
        if (named.Count > options.Value.MaxDestinations)
            throw ApiException.Invalid("error-too-many-destinations", $"A message goes to at most {options.Value.MaxDestinations} rooms");
        var draft = Draft(parameters, caller, parameters.FirstString("text", "msg"));
        var resolved = new List<(string Name, Room Room)>();
        foreach (var name in named) resolved.Add((name, await destinations.ResolveAsync(caller.User, name, cancellationToken)));

        if (await TryRunAsync(caller, resolved[0].Room, draft, cancellationToken) is { } command)
            return Results.Ok(command.ToAnswer(view, ("channel", resolved[0].Name)));

        Message? first = null;
        foreach (var (_, room) in resolved.DistinctBy(destination => destination.Room.Id))
        {
            var message = await posting.PostAsync(caller.User, room, draft, cancellationToken);
            first ??= message;
        }

        return Results.Ok(new { ts = first!.Ts.ToUnixTimeMilliseconds(), channel = resolved[0].Name, message = view.ToNode(first), success = true });
    }

    /// <summary>Posts <c>message</c> to the room <c>message.rid</c>, under the id <c>message._id</c> if there is one.</summary>
    public async Task<IResult> SendAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        const string missing = "error-invalid-params";
        var message = Parameters.Of(parameters.Object("message") ?? throw new ApiException(400, missing, $"The \"message\" parameter must be provided. [{missing}]"));
        var roomId = message.FirstString("rid") ?? throw new ApiException(400, "invalid-params", "The 'rid' property on the message object is missing.");
        if (message.FirstString("t") is not null) throw new ApiException(422, "invalid-params", "Cannot send system messages using 'chat.sendMessage'");
        if (message.Bool("tshow") is true && message.FirstString("tmid") is null)
            throw new ApiException(422, "invalid-params", "tshow provided but missing tmid [invalid-params]");
        var draft = Draft(message, caller, message.String("msg")) with { ClientId = message.FirstString("_id") };
        if (rules.IsTooLarge(draft)) throw ApiException.Invalid("error-message-size-exceeded", "Message size exceeds Message_MaxAllowedSize");
        var room = await rooms.FindAsync(roomId, cancellationToken) ?? throw ApiException.NotFound("error-invalid-room", "Invalid room [error-invalid-room]");
        if (await TryRunAsync(caller, room, draft, cancellationToken) is { } command) return Results.Ok(command.ToAnswer(view));
        return Results.Ok(new { message = view.ToNode(await posting.PostAsync(caller.User, room, draft, cancellationToken)), success = true });
    }

    // What comes with attachments is no text that somebody typed.
    private async ValueTask<TextCommandResult?> TryRunAsync(Caller caller, Room room, MessageDraft draft, CancellationToken cancellationToken)
    {
        if (!draft.Text.StartsWith('/') || draft.Attachments is not null) return null;
        foreach (var command in commands)
            if (await command.TryRunAsync(new SentText(caller, room, draft.Text, draft.Tmid), cancellationToken) is { } result) return result;
        return null;
    }

    /// <summary>What a call says of a message.</summary>
    /// <exception cref="ApiException">403: it says whose it is, and the caller may not.</exception>
    public static MessageDraft Draft(Parameters parameters, Caller caller, string? text)
    {
        var (alias, avatar) = (parameters.FirstString("alias", "username"), parameters.FirstString("avatar", "icon_url"));
        if ((alias is not null || avatar is not null) && !caller.Has("message-impersonate"))
            throw new ApiException(403, "error-not-allowed", "Not enough permission", new { permission = "message-impersonate" });
        var attachments = parameters.Body.ValueKind == JsonValueKind.Object && parameters.Body.TryGetProperty("attachments", out var array) ? Attachments.Normalize(array) : null;
        return new MessageDraft
        {
            Text = text?.Trim() ?? "",
            Alias = alias,
            Avatar = avatar,
            Emoji = parameters.FirstString("emoji", "icon_emoji"),
            Tmid = parameters.FirstString("tmid"),
            Tshow = parameters.Bool("tshow"),
            ParseUrls = parameters.Bool("parseUrls") ?? attachments is null,
            Groupable = parameters.Bool("groupable"),
            Attachments = attachments,
            CustomFields = RoomText.RequireFields(parameters.Object("customFields")),
        };
    }
}
