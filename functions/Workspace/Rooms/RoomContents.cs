using Gantry.Functions.Workspace.Messages;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>What is read of one room: <c>info</c>, <c>members</c>, <c>history</c>, <c>messages</c>.</summary>
internal sealed class RoomContents(RoomSelector selector, RoomView view, RoomMembers members, MessageLists messages)
{
    public async Task<IResult> InfoAsync(RoomRequest request, CancellationToken cancellationToken) =>
        request.Kind.Answer(await view.FullAsync(await RoomAsync(request, cancellationToken), cancellationToken));

    public async Task<IResult> MembersAsync(RoomRequest request, CancellationToken cancellationToken) =>
        await members.ListAsync(await RoomAsync(request, cancellationToken), request.Parameters, cancellationToken);

    public async Task<IResult> HistoryAsync(RoomRequest request, CancellationToken cancellationToken) =>
        await messages.HistoryAsync(await RoomAsync(request, cancellationToken), request.Parameters, showReplies: request.Kind == RoomKind.Group, cancellationToken);

    public async Task<IResult> MessagesAsync(RoomRequest request, CancellationToken cancellationToken) =>
        await messages.MessagesAsync(await RoomAsync(request, cancellationToken), request.Parameters, cancellationToken);

    private async Task<Room> RoomAsync(RoomRequest request, CancellationToken cancellationToken) => (await selector.FindAsync(request, cancellationToken)).Room;
}
