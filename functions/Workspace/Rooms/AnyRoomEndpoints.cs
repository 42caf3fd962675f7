using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>The routes that are the same for rooms of any type: <c>rooms.*</c>, <c>subscriptions.*</c>, <c>spotlight</c>, <c>directory</c>.</summary>
internal static class AnyRoomEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapAnyRoom(this RouteGroupBuilder api)
    {
        MapQueries(api);
        MapChanges(api);
        api.MapGet("subscriptions.get", (Subscriptions subscriptions, Parameters parameters, Caller caller, CancellationToken token) => subscriptions.ListAsync(parameters, caller, token));
        api.MapGet("subscriptions.getOne", (Subscriptions subscriptions, Parameters parameters, Caller caller, CancellationToken token) => subscriptions.GetAsync(parameters, caller, token));
        api.MapPost("subscriptions.read", (Subscriptions subscriptions, Parameters parameters, Caller caller, CancellationToken token) => subscriptions.ReadAsync(parameters, caller, token));
        api.MapPost("subscriptions.unread", (Subscriptions subscriptions, Parameters parameters, Caller caller, CancellationToken token) => subscriptions.UnreadAsync(parameters, caller, token));
        api.MapGet("spotlight", (WorkspaceDirectory directory, Parameters parameters, Caller caller, CancellationToken token) => directory.SpotlightAsync(parameters, caller, token));
        api.MapGet("directory", (WorkspaceDirectory directory, Parameters parameters, Caller caller, CancellationToken token) => directory.ListAsync(parameters, caller, token));
    }

    private static void MapQueries(RouteGroupBuilder api)
    {
        api.MapGet("rooms.info", (RoomQueries queries, Parameters parameters, Caller caller, CancellationToken token) => queries.InfoAsync(parameters, caller, token));
        api.MapGet("rooms.get", (RoomQueries queries, Parameters parameters, Caller caller, CancellationToken token) => queries.GetAsync(parameters, caller, token));
        api.MapGet("rooms.nameExists", (RoomQueries queries, Parameters parameters, CancellationToken token) => queries.NameExistsAsync(parameters, token));
        api.MapGet("rooms.adminRooms", (RoomQueries queries, Parameters parameters, Caller caller, CancellationToken token) => queries.ListForAdministrationAsync(parameters, caller, token));
        api.MapGet("rooms.adminRooms.getRoom", (RoomQueries queries, Parameters parameters, Caller caller, CancellationToken token) => queries.GetForAdministrationAsync(parameters, caller, token));
        api.MapGet("rooms.autocomplete.channelAndPrivate", (RoomQueries queries, Parameters parameters, Caller caller, CancellationToken token) => queries.SuggestAsync(parameters, caller, token));
        api.MapGet("rooms.membersOrderedByRole", async (RoomMembers members, RoomSelector selector, Parameters parameters, Caller caller, CancellationToken token) =>
            await members.ListAsync(await selector.FindAnyAsync(parameters, caller, token), parameters, token, byRole: true));
    }

    private static void MapChanges(RouteGroupBuilder api)
    {
        api.MapPost("rooms.join", (AnyRoom any, Parameters parameters, Caller caller, CancellationToken token) => any.JoinAsync(parameters, caller, token));
        api.MapPost("rooms.leave", (AnyRoom any, Parameters parameters, Caller caller, CancellationToken token) => any.LeaveAsync(parameters, caller, token));
        api.MapPost("rooms.delete", (AnyRoom any, Parameters parameters, Caller caller, CancellationToken token) => any.DeleteAsync(parameters, caller, token));
        api.MapPost("rooms.changeArchivationState", (AnyRoom any, Parameters parameters, Caller caller, CancellationToken token) => any.ChangeArchivationStateAsync(parameters, caller, token));
        api.MapPost("rooms.muteUser", (AnyRoom any, Parameters parameters, Caller caller, CancellationToken token) => any.MuteAsync(parameters, caller, mute: true, token));
        api.MapPost("rooms.unmuteUser", (AnyRoom any, Parameters parameters, Caller caller, CancellationToken token) => any.MuteAsync(parameters, caller, mute: false, token));
        api.MapPost("rooms.cleanHistory", (HistoryCleaning cleaning, Parameters parameters, Caller caller, CancellationToken token) => cleaning.CleanAsync(parameters, caller, token));
        api.MapPost("rooms.open", (SubscriptionSettings settings, Parameters parameters, Caller caller, CancellationToken token) => settings.ShowAsync(parameters, caller, open: true, token));
        api.MapPost("rooms.hide", (SubscriptionSettings settings, Parameters parameters, Caller caller, CancellationToken token) => settings.ShowAsync(parameters, caller, open: false, token));
        api.MapPost("rooms.favorite", (SubscriptionSettings settings, Parameters parameters, Caller caller, CancellationToken token) => settings.FavoriteAsync(parameters, caller, token));
        api.MapPost("rooms.saveNotification", (SubscriptionSettings settings, Parameters parameters, Caller caller, CancellationToken token) => settings.SaveNotificationAsync(parameters, caller, token));
        api.MapGet("chat.ignoreUser", (SubscriptionSettings settings, Parameters parameters, Caller caller, CancellationToken token) => settings.IgnoreAsync(parameters, caller, token));
    }
}
