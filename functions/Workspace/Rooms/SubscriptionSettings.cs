using System.Text.Json;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>
/// What members set for themselves: <c>open</c> and <c>close</c>, <c>rooms.hide</c> and <c>rooms.open</c>, <c>rooms.favorite</c>,
/// <c>rooms.saveNotification</c>, <c>chat.ignoreUser</c>. To close a room is to have read it: what is written later opens it again.
/// </summary>
internal sealed class SubscriptionSettings(RoomSelector selector, MembershipStore memberships, UserStore users, TimeProvider time)
{
    private const int MaxIgnored = 500;

    private static readonly Dictionary<string, string[]?> Choices = new(StringComparer.Ordinal)
    {
        ["desktopNotifications"] = ["default", "all", "mentions", "nothing"],
        ["mobilePushNotifications"] = ["default", "all", "mentions", "nothing"],
        ["emailNotifications"] = ["default", "all", "mentions", "nothing"],
        ["unreadAlert"] = ["default", "all", "mentions", "nothing"],
        ["disableNotifications"] = null,
        ["muteGroupMentions"] = null,
        ["hideUnreadStatus"] = null,
        ["hideMentionStatus"] = null,
    };

    /// <summary><c>channels.open</c>, <c>groups.open</c>.</summary>
    public Task<IResult> OpenAsync(RoomRequest request, CancellationToken cancellationToken) => SetOpenAsync(request, open: true, cancellationToken);

    /// <summary><c>channels.close</c>, <c>groups.close</c>.</summary>
    public Task<IResult> CloseAsync(RoomRequest request, CancellationToken cancellationToken) => SetOpenAsync(request, open: false, cancellationToken);

    /// <summary><c>rooms.open</c>, <c>rooms.hide</c>: as often as one likes.</summary>
    public async Task<IResult> ShowAsync(Parameters parameters, Caller caller, bool open, CancellationToken cancellationToken)
    {
        var room = await selector.FindAnyAsync(parameters, caller, cancellationToken);
        return await ChangeAsync(room.Id, caller, membership => membership.Open == open ? membership : Opened(membership, open), cancellationToken);
    }

    /// <summary>A room becomes a favourite, or is one no more.</summary>
    public async Task<IResult> FavoriteAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var favorite = parameters.Bool("favorite") ?? throw new ApiException(400, "invalid-params", "The 'favorite' param is required", new { key = "favorite" });
        var room = await selector.FindAnyAsync(parameters, caller, cancellationToken);
        return await ChangeAsync(room.Id, caller, membership => membership with { F = favorite ? true : null, UpdatedAt = time.GetUtcNow() }, cancellationToken);
    }

    /// <summary>How the member wants to be told of what is new.</summary>
    public async Task<IResult> SaveNotificationAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        parameters.RequiredString("roomId");
        var given = parameters.Object("notifications") ?? throw ApiException.MissingKey("notifications");
        var settings = given.EnumerateObject().ToDictionary(setting => setting.Name, Value, StringComparer.Ordinal);
        var room = await selector.FindAnyAsync(parameters, caller, cancellationToken);
        return await ChangeAsync(room.Id, caller, membership =>
        {
            var all = new Dictionary<string, string>(membership.Notifications ?? settings, StringComparer.Ordinal);
            foreach (var (name, value) in settings) all[name] = value;
            return membership with { Notifications = all, UpdatedAt = time.GetUtcNow() };
        }, cancellationToken);
    }

    /// <summary>The member does not want to read somebody in this room, or does again.</summary>
    public async Task<IResult> IgnoreAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var (roomId, userId) = (parameters.FirstString("rid", "roomId") ?? throw ApiException.MissingKey("rid"), parameters.RequiredString("userId"));
        var ignore = parameters.Bool("ignore") ?? true;
        if (userId.Length > UserChoice.MaxLength || await users.FindAsync(userId, cancellationToken) is null) throw UserSelector.Unknown();
        return await ChangeAsync(roomId, caller, membership =>
        {
            var others = (membership.Ignored ?? []).Where(other => other != userId);
            string[] ignored = ignore ? [.. others, userId] : [.. others];
            if (ignored.Length > MaxIgnored) throw ApiException.Invalid("error-too-many-ignored", $"At most {MaxIgnored} users can be ignored in a room");
            return membership with { Ignored = ignored, UpdatedAt = time.GetUtcNow() };
        }, cancellationToken);
    }

    private async Task<IResult> SetOpenAsync(RoomRequest request, bool open, CancellationToken cancellationToken)
    {
        var (room, membership) = await selector.FindAsync(request, cancellationToken);
        if (membership is null) throw new ApiException(422, "error-user-not-in-room", $"The user/callee is not in the {request.Kind.Singular} \"{room.Name}\".");
        if (membership.Open == open)
            throw new ApiException(422, open ? "error-room-already-open" : "error-room-already-closed", $"{request.Kind.Title}, {room.Name}, is already {(open ? "open" : "closed")} to the sender");
        return await ChangeAsync(room.Id, request.Caller, current => Opened(current, open), cancellationToken);
    }

    private Membership Opened(Membership membership, bool open)
    {
        var now = time.GetUtcNow();
        return membership with { Open = open, Ls = open ? membership.Ls : now, UpdatedAt = now };
    }

    private async Task<IResult> ChangeAsync(string roomId, Caller caller, Func<Membership, Membership> change, CancellationToken cancellationToken)
    {
        const string code = "error-invalid-subscription";
        return await memberships.UpdateAsync(roomId, caller.User.Id, change, cancellationToken) is null
            ? throw ApiException.NotFound(code, $"Invalid subscription [{code}]")
            : Results.Ok(new { success = true });
    }

    private static string Value(JsonProperty setting)
    {
        if (!Choices.TryGetValue(setting.Name, out var values)) throw ApiException.Invalid("error-invalid-settings", $"There is no setting '{setting.Name}'", new { key = setting.Name });
        var value = setting.Value.ToString().Trim().ToLowerInvariant();
        value = values is null ? value switch { "1" => "true", "0" => "false", _ => value } : value;
        return (values ?? ["true", "false"]).Contains(value, StringComparer.Ordinal) ? value : throw ApiException.WrongType(setting.Name, string.Join(", ", values ?? ["true", "false"]));
    }
}
