using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Uploads;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>The slice's routes: <c>channels.*</c>, <c>groups.*</c> and <c>im.*</c> (also <c>dm.*</c>); <see cref="AnyRoomEndpoints"/> has the others.</summary>
internal static class RoomsEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapRooms(this RouteGroupBuilder api)
    {
        var channels = new RoomRoutes(api, RoomKind.Channel);
        MapNamed(channels);
        channels.Get<RoomLists>("list.joined", (lists, request, token) => lists.ListJoinedAsync(request, token));
        api.MapGet("channels.anonymousread", (AnonymousReading reading, Parameters parameters, CancellationToken token) => reading.ReadAsync(parameters, token)).AllowAnonymous();
        channels.Post<RoomMembership>("join", (membership, request, token) => membership.JoinAsync(request, token));

        var groups = new RoomRoutes(api, RoomKind.Group);
        MapNamed(groups);
        groups.Get<RoomLists>("listAll", (lists, request, token) => lists.ListAllAsync(request, token));

        MapDirect(api, "im");
        MapDirect(api, "dm");
        api.MapAnyRoom();
    }

    private static void MapNamed(RoomRoutes routes)
    {
        routes.Post<RoomCreation>("create", (creation, request, token) => creation.CreateAsync(request, token));
        routes.Get<RoomLists>("list", (lists, request, token) => lists.ListAsync(request, token));

        routes.Get<RoomContents>("info", (contents, request, token) => contents.InfoAsync(request, token));
        routes.Get<RoomContents>("members", (contents, request, token) => contents.MembersAsync(request, token));
        routes.Get<RoomContents>("history", (contents, request, token) => contents.HistoryAsync(request, token));
        routes.Get<RoomContents>("messages", (contents, request, token) => contents.MessagesAsync(request, token));
        routes.Get<RoomFiles>("files", (files, request, token) => files.ListAsync(request, token));

        routes.Post<RoomMembership>("leave", (membership, request, token) => membership.LeaveAsync(request, token));
        routes.Post<RoomMembership>("invite", (membership, request, token) => membership.InviteAsync(request, token));
        routes.Post<RoomMembership>("kick", (membership, request, token) => membership.KickAsync(request, token));
        routes.Post<RoomMembership>("addAll", (membership, request, token) => membership.AddAllAsync(request, token));

        routes.Post<RoomLifecycle>("archive", (lifecycle, request, token) => lifecycle.ArchiveAsync(request, token));
        routes.Post<RoomLifecycle>("unarchive", (lifecycle, request, token) => lifecycle.UnarchiveAsync(request, token));
        routes.Post<RoomLifecycle>("delete", (lifecycle, request, token) => lifecycle.DeleteAsync(request, token));

        routes.Post<RoomEditing>("rename", (editing, request, token) => editing.RenameAsync(request, token));
        routes.Post<RoomEditing>("setTopic", (editing, request, token) => editing.SetTopicAsync(request, token));
        routes.Post<RoomEditing>("setDescription", (editing, request, token) => editing.SetDescriptionAsync(request, token));
        routes.Post<RoomEditing>("setPurpose", (editing, request, token) => editing.SetPurposeAsync(request, token));
        routes.Post<RoomEditing>("setAnnouncement", (editing, request, token) => editing.SetAnnouncementAsync(request, token));
        routes.Post<RoomEditing>("setReadOnly", (editing, request, token) => editing.SetReadOnlyAsync(request, token));
        routes.Post<RoomSettings>("setType", (settings, request, token) => settings.SetTypeAsync(request, token));
        routes.Post<RoomSettings>("setDefault", (settings, request, token) => settings.SetDefaultAsync(request, token));
        routes.Post<RoomSettings>("setCustomFields", (settings, request, token) => settings.SetCustomFieldsAsync(request, token));
        routes.Post<RoomSettings>("setJoinCode", (settings, request, token) => settings.SetJoinCodeAsync(request, token));

        MapRole(routes, "owner", "Owner");
        MapRole(routes, "moderator", "Moderator");
        MapRole(routes, "leader", "Leader");
        routes.Get<RoomRoles>("roles", (roles, request, token) => roles.ListAsync(request, token));
        routes.Get<RoomRoles>("moderators", (roles, request, token) => roles.ModeratorsAsync(request, token));
        routes.Get<RoomCounters>("counters", (counters, request, token) => counters.GetAsync(request, token));
        routes.Post<SubscriptionSettings>("open", (settings, request, token) => settings.OpenAsync(request, token));
        routes.Post<SubscriptionSettings>("close", (settings, request, token) => settings.CloseAsync(request, token));
    }

    private static void MapRole(RoomRoutes routes, string role, string title)
    {
        routes.Post<RoomRoles>("add" + title, (roles, request, token) => roles.AddAsync(request, role, token));
        routes.Post<RoomRoles>("remove" + title, (roles, request, token) => roles.RemoveAsync(request, role, token));
    }

    private static void MapDirect(RouteGroupBuilder api, string prefix)
    {
        api.MapPost(prefix + ".create", (DirectMessages direct, Parameters parameters, Caller caller, CancellationToken token) => direct.CreateAsync(parameters, caller, token));
        api.MapGet(prefix + ".list", (RoomLists lists, Parameters parameters, Caller caller, CancellationToken token) => lists.ListDirectAsync(parameters, caller, token));
        api.MapGet(prefix + ".history", (DirectMessages direct, Parameters parameters, Caller caller, CancellationToken token) => direct.HistoryAsync(parameters, caller, token));
        api.MapGet(prefix + ".messages", (DirectMessages direct, Parameters parameters, Caller caller, CancellationToken token) => direct.MessagesAsync(parameters, caller, token));
        api.MapGet(prefix + ".list.everyone", (DirectRoomSettings settings, Parameters parameters, Caller caller, CancellationToken token) => settings.ListEveryonesAsync(parameters, caller, token));
        api.MapGet(prefix + ".counters", (DirectRoomSettings settings, Parameters parameters, Caller caller, CancellationToken token) => settings.CountersAsync(parameters, caller, token));
        api.MapPost(prefix + ".open", (DirectRoomSettings settings, Parameters parameters, Caller caller, CancellationToken token) => settings.SetOpenAsync(parameters, caller, open: true, token));
        api.MapPost(prefix + ".close", (DirectRoomSettings settings, Parameters parameters, Caller caller, CancellationToken token) => settings.SetOpenAsync(parameters, caller, open: false, token));
        api.MapPost(prefix + ".setTopic", (DirectRoomSettings settings, Parameters parameters, Caller caller, CancellationToken token) => settings.SetTopicAsync(parameters, caller, token));
        api.MapPost(prefix + ".delete", (DirectRoomSettings settings, Parameters parameters, Caller caller, CancellationToken token) => settings.DeleteAsync(parameters, caller, token));
        api.MapGet(prefix + ".files", (DirectMessages direct, Parameters parameters, Caller caller, CancellationToken token) => direct.FilesAsync(parameters, caller, token));
        api.MapGet(prefix + ".members", (DirectMessages direct, Parameters parameters, Caller caller, CancellationToken token) => direct.MembersAsync(parameters, caller, token));
    }
}
