using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Gantry.Functions.Hosting;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Administration;

/// <summary>
/// Counts the workspace, under Rocket.Chat's names (<c>rocket-chat-behaviour.md</c> 7.8). It costs a range read of the users, one for each kind of room, and
/// a short one for each room: so an answer is kept for <see cref="GoodFor"/>.
/// </summary>
internal sealed class StatisticsCount(UserStore users, RoomStore rooms, MessageStore messages, StatisticsStore store, TimeProvider time)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);

    /// <summary>The counts, at most <see cref="GoodFor"/> old.</summary>
    /// <param name="refresh">Count now.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<JsonObject> GetAsync(bool refresh, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!refresh && await store.NewestAsync(cancellationToken) is { } kept && kept["createdAt"]!.GetValue<DateTimeOffset>() > now - GoodFor) return kept;
        var counts = await CountAsync(now, cancellationToken);
        await store.PutAsync(now, counts, cancellationToken);
        return counts;
    }

    private async Task<JsonObject> CountAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var all = await users.ListAsync(cancellationToken);
        var people = all.Where(user => user.Type == "user").ToList();
        var active = people.Where(user => user.Active).ToList();
        var (channels, groups, direct) = (await CountAsync("c", cancellationToken), await CountAsync("p", cancellationToken), await CountAsync("d", cancellationToken));
        int With(string status) => active.Count(user => (user.Status ?? "offline") == status);
        return new JsonObject
        {
            ["_id"] = RandomId.New(),
            ["version"] = HealthEndpoint.Version,
            ["totalUsers"] = people.Count,
            ["activeUsers"] = active.Count,
            ["nonActiveUsers"] = people.Count - active.Count,
            ["appUsers"] = all.Count(user => user.Type == "app"),
            ["onlineUsers"] = With("online"),
            ["awayUsers"] = With("away"),
            ["busyUsers"] = With("busy"),
            ["offlineUsers"] = With("offline"),
            ["totalConnectedUsers"] = active.Count - With("offline"),
            ["totalRooms"] = channels.Rooms + groups.Rooms + direct.Rooms,
            ["totalChannels"] = channels.Rooms,
            ["totalPrivateGroups"] = groups.Rooms,
            ["totalDirect"] = direct.Rooms,
            ["totalMessages"] = channels.Messages + groups.Messages + direct.Messages,
            ["totalChannelMessages"] = channels.Messages,
            ["totalPrivateGroupMessages"] = groups.Messages,
            ["totalDirectMessages"] = direct.Messages,
            ["os"] = new JsonObject { ["type"] = RuntimeInformation.OSDescription, ["arch"] = RuntimeInformation.OSArchitecture.ToString(), ["cpus"] = Environment.ProcessorCount },
            ["process"] = new JsonObject { ["runtime"] = RuntimeInformation.FrameworkDescription, ["pid"] = Environment.ProcessId },
            ["createdAt"] = RestJson.ToNode(now),
        };
    }

    private async Task<(int Rooms, long Messages)> CountAsync(string type, CancellationToken cancellationToken)
    {
        var found = await rooms.ListAsync(type, cancellationToken);
        long total = 0;
        await Parallel.ForEachAsync(found, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (room, token) =>
            Interlocked.Add(ref total, await messages.CountAsync(room.Id, token)));
        return (found.Count, total);
    }
}
