using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Gantry.Functions.Identity;
using Gantry.Functions.Purge;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Events;
using Gantry.Functions.Workspace.Rooms;
using Gantry.Shared.Storage.GroupCommit;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>
/// Messages for one user alone, in the table <c>ephemerals</c>: a partition a day (UTC), <c>USER|ID</c> a message, newest first. So all that is written
/// at the same time shares transactions, a list costs one range read for each day of <see cref="MessagesOptions.EphemeralLifetime"/>, and what has ended goes
/// a day at a time: who writes the first of a day queues its purge, hidden until the last of it has ended.
/// </summary>
internal sealed class EphemeralMessages(
    StorageAccount storage, SpillStore spill, WorkspaceEvents events, PurgeQueue purges, RoomSelector rooms, MessageView view, IOptions<GroupCommitOptions> commit, IOptions<MessagesOptions> options, IOptions<RestOptions> rest,
    TimeProvider time) : IDisposable
{
    /// <summary>The table.</summary>
    public const string TableName = "ephemerals";

    /// <summary>The name that purge jobs call a day by.</summary>
    public const string SubjectKind = "ephemerals";

    private const string RoomProperty = "Rid";

    // Clocks differ.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    private readonly TableClient _table = storage.Table(TableName);
    private readonly GroupCommitWriter _writer = new(storage.Table(TableName), commit.Value, time);
    private readonly ConcurrentDictionary<string, Lazy<Task>> _announced = new(StringComparer.Ordinal);

    /// <summary>The partition of an instant.</summary>
    public static string PartitionOf(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Tells one user something in a room: the one call through which every ephemeral message goes.</summary>
    /// <param name="author">Who seems to say it.</param>
    /// <param name="reader">Who alone is told.</param>
    /// <param name="room">Where.</param>
    /// <param name="draft">What; telling a draft with an <see cref="MessageDraft.Id"/> again changes nothing.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>When it is committed: the message.</returns>
    public async Task<Message> TellAsync(User author, User reader, Room room, MessageDraft draft, CancellationToken cancellationToken)
    {
        var id = draft.Id ?? MessageId.New(room.Id, time);
        var ts = MessageId.TimeOf(id);
        var message = new Message
        {
            Id = id,
            Rid = room.Id,
            Msg = draft.Text,
            Ts = ts,
            U = RoomUser.Of(author),
            Alias = draft.Alias,
            Avatar = draft.Avatar,
            Emoji = draft.Emoji,
            Groupable = false,
            ParseUrls = draft.ParseUrls,
            Bot = draft.BotIntegrationId is { } integration ? new MessageBot(integration) : null,
            Attachments = draft.Attachments,
            Tmid = draft.Tmid,
            Urls = draft.ParseUrls == false ? null : Links.Find(draft.Text),
            UpdatedAt = ts,
        };
        await AnnounceAsync(ts);
        var row = await spill.CreateRowAsync(PartitionOf(ts), Prefix(reader.Id) + StorageKey.Encode(id), JsonSerializer.Serialize(message, RestJson.Options), cancellationToken);
        row[RoomProperty] = room.Id;
        await events.CommitAsync(_writer, TableName, new WriteSet(row.PartitionKey).Put(row), [new WorkspaceEvent(WorkspaceEvent.PrivateMessage, reader, ts, room, message)], cancellationToken);
        return message;
    }

    /// <summary><c>chat.getEphemeralMessages</c>: what the caller alone was told in <c>roomId</c>, newest first; with <c>since</c> only what came after.</summary>
    public async Task<IResult> ListAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var paging = Paging.From(parameters, rest);
        var room = await rooms.FindAnyAsync(parameters, caller, cancellationToken);
        var oldest = time.GetUtcNow() - options.Value.EphemeralLifetime;
        if (parameters.Date("since") is { } since && since > oldest) oldest = since;
        var messages = await ReadAsync(caller.User.Id, oldest, room.Id, cancellationToken).Skip(paging.Offset).Take(paging.Count).ToListAsync(cancellationToken);
        return Results.Ok(new JsonObject { ["messages"] = new JsonArray([.. messages.Select(view.ToPrivateNode)]), ["count"] = messages.Count, ["offset"] = paging.Offset, ["success"] = true });
    }

    public void Dispose() => _writer.Dispose();

    /// <summary>What a user alone was told after an instant, newest first: a range read a day.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="oldest">The instant.</param>
    /// <param name="roomId">The room; null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async IAsyncEnumerable<Message> ReadAsync(string userId, DateTimeOffset oldest, string? roomId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prefix = Prefix(userId);

        // Another instance's clock may already have tomorrow.
        for (var day = time.GetUtcNow() + Ahead; PartitionOf(day) is var partition && string.CompareOrdinal(partition, PartitionOf(oldest)) >= 0; day -= TimeSpan.FromDays(1))
        {
            var range = RowRange.Between(partition, prefix, prefix + TimeOrderedId.Prefix(oldest));
            if (roomId is not null) range += " and " + TableClient.CreateQueryFilter($"Rid eq {roomId}");
            await foreach (var row in _table.QueryAsync<TableEntity>(range, cancellationToken: cancellationToken))
                yield return JsonSerializer.Deserialize<Message>(await spill.ReadAsync(row, cancellationToken), RestJson.Options)!;
        }
    }

    // Once a process and day; before the first row, so that a crash leaves no row that nobody purges.
    private async Task AnnounceAsync(DateTimeOffset ts)
    {
        var day = PartitionOf(ts);
        var announced = _announced.GetOrAdd(day, key => new Lazy<Task>(() => QueuePurgeAsync(key, ts)));
        try
        {
            await announced.Value;
        }
        catch
        {
            _announced.TryRemove(KeyValuePair.Create(day, announced));
            throw;
        }
    }

    private Task QueuePurgeAsync(string day, DateTimeOffset ts)
    {
        var end = new DateTimeOffset(ts.UtcDateTime.Date.AddDays(1), TimeSpan.Zero) + options.Value.EphemeralLifetime + Margin;
        return purges.AnnounceAsync(new PurgeJob(SubjectKind, day), end - time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero, CancellationToken.None);
    }

    private static string Prefix(string userId) => StorageKey.Encode(userId) + "|";
}

/// <summary>A day of <see cref="EphemeralMessages"/> that has ended.</summary>
internal sealed class EphemeralPurge(TimeProvider time) : IPurgeSubject
{
    public string Kind => EphemeralMessages.SubjectKind;

    // The job sleeps until the day's last message has ended; only a clock that was wrong brings it earlier.
    public Task<bool> ExistsAsync(string id, CancellationToken cancellationToken) => Task.FromResult(string.CompareOrdinal(id, EphemeralMessages.PartitionOf(time.GetUtcNow())) >= 0);

    public IEnumerable<(string Table, string Partition)> Partitions(string id) => [(EphemeralMessages.TableName, id)];
}
