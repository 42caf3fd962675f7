using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Functions.Workspace.Realtime.Sharing;
using Gantry.Functions.Workspace.Realtime.Streams;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Realtime.Methods;

/// <summary><c>stream-notify-room</c>: a client tells the others in a room that its user types. It is relayed to all who subscribed, on all instances.</summary>
internal sealed class NoticeMethods(MembershipStore memberships, RoomWatches watches, RoomEventLog log, IOptions<RealtimeOptions> options, TimeProvider time)
{
    private const int MaxLength = 2048;

    /// <summary><c>ROOM/typing</c> or <c>ROOM/user-activity</c>, the caller's name, and what it does.</summary>
    public async Task<JsonNode?> SendAsync(DdpCall call, CancellationToken cancellationToken)
    {
        var eventName = call.Text(0);
        var roomId = Publications.RoomOf(eventName);
        var user = call.Caller.User;
        var isRelayed = eventName[(roomId.Length + 1)..] is "typing" or "user-activity" && (call.Text(1) == user.Username || call.Text(1) == user.Name);
        if (!isRelayed || await memberships.FindAsync(roomId, user.Id, cancellationToken) is null) throw RoomRefusals.NotAllowed();
        var args = JsonSerializer.SerializeToElement(call.Params.EnumerateArray().Skip(1));
        if (args.GetRawText().Length > MaxLength) throw ApiException.Invalid("error-notice-too-large", $"A notice has at most {MaxLength} characters");

        var row = RoomEventRow.New(StorageKey.Encode(roomId), RoomEventName.Notice, eventName, time.GetUtcNow(), args.GetRawText());
        var watch = watches.Find(roomId);
        watch?.TrySee(row.RowKey, time.GetUtcNow());
        watch?.Tell(new NoticeEvent(roomId, eventName, args, call.Session));
        if (options.Value.PollSeconds == 0) return null;
        await log.AddAsync(row, cancellationToken);
        log.ClearLater(row.PartitionKey);
        return null;
    }
}
