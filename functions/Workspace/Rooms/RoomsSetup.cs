using Gantry.Functions.Hosting;
using Gantry.Functions.Purge;
using Gantry.Functions.Workspace.Events;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>What the slice adds to the application.</summary>
internal static class RoomsSetup
{
    /// <summary>Registers rooms, memberships and what resolves them.</summary>
    public static WebApplicationBuilder AddRooms(this WebApplicationBuilder builder)
    {
        builder.AddSettings<RoomsOptions>("Rooms");
        builder.Services.AddSingleton<WorkspaceEvents>();
        builder.Services.AddSingleton<RoomStore>();
        builder.Services.AddSingleton<MembershipStore>();
        builder.Services.AddSingleton<UserRooms>();
        builder.Services.AddSingleton<Joining>();
        builder.Services.AddSingleton<RoomAccess>();
        builder.Services.AddSingleton<DirectRooms>();
        builder.Services.AddSingleton<Destinations>();
        builder.Services.AddSingleton<UserChoice>();
        builder.Services.AddSingleton<RoomSelector>();
        builder.Services.AddSingleton<RoomView>();
        builder.Services.AddSingleton<RoomCreation>();
        builder.Services.AddSingleton<RoomLists>();
        builder.Services.AddSingleton<RoomMembers>();
        builder.Services.AddSingleton<RoomMembership>();
        builder.Services.AddSingleton<RoomLifecycle>();
        builder.Services.AddSingleton<RoomChange>();
        builder.Services.AddSingleton<RoomEditing>();
        builder.Services.AddSingleton<RoomSettings>();
        builder.Services.AddSingleton<RoomRoles>();
        builder.Services.AddSingleton<RoomCounters>();
        builder.Services.AddSingleton<RoomQueries>();
        builder.Services.AddSingleton<AnyRoom>();
        builder.Services.AddSingleton<AnonymousReading>();
        builder.Services.AddSingleton<UnreadMessages>();
        builder.Services.AddSingleton<SubscriptionView>();
        builder.Services.AddSingleton<Subscriptions>();
        builder.Services.AddSingleton<SubscriptionSettings>();
        builder.Services.AddSingleton<WorkspaceDirectory>();
        builder.Services.AddSingleton<DirectRoomSettings>();
        builder.Services.AddSingleton<RoomContents>();
        builder.Services.AddSingleton<DirectMessages>();
        builder.Services.AddSingleton<IPurgeSubject, RoomPurge>();
        builder.Services.AddSingleton<IPurgeSubject, RoomNames>();
        builder.Services.AddSingleton<ISeed, SeedGeneral>();
        return builder;
    }
}
