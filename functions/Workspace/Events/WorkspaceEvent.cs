using Gantry.Functions.Identity;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Events;

/// <summary>Something that happens in the workspace, told before it is committed (design 6).</summary>
/// <param name="Name">One of the constants.</param>
/// <param name="User">Who does it; for memberships, who comes or goes.</param>
/// <param name="At">When.</param>
/// <param name="Room">The room that it happens in; null for <see cref="UserCreated"/>.</param>
/// <param name="Message">The message as it will be; for <see cref="MessageDeleted"/>, as it was.</param>
internal sealed record WorkspaceEvent(string Name, User User, DateTimeOffset At, Room? Room = null, Message? Message = null)
{
    public const string MessageSent = "sendMessage";

    public const string MessageEdited = "messageEdited";

    public const string MessageDeleted = "messageDeleted";

    public const string ReactionAdded = "reactionAdded";

    /// <summary>The change of a message that is no event to integrations: a reply's count, a reaction taken away, a pin.</summary>
    public const string MessageChanged = "messageChanged";

    /// <summary>A message that the server wrote (<see cref="SystemMessages"/>): no event to integrations either.</summary>
    public const string SystemMessage = "systemMessage";

    /// <summary>A message that its <see cref="User"/> alone is told (<see cref="EphemeralMessages"/>): no event to integrations either.</summary>
    public const string PrivateMessage = "privateMessage";

    public const string FileUploaded = "fileUploaded";

    public const string RoomArchived = "roomArchived";

    public const string RoomCreated = "roomCreated";

    public const string RoomJoined = "roomJoined";

    public const string RoomLeft = "roomLeft";

    public const string UserCreated = "userCreated";

    /// <summary>The reaction of <see cref="ReactionAdded"/>, with its colons.</summary>
    public string? Reaction { get; init; }
}
