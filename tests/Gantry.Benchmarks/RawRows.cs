using System.Security.Cryptography;
using Azure.Data.Tables;
using Gantry.Functions.Rest;
using Gantry.Shared.Storage;
using Gantry.Shared.Storage.GroupCommit;

namespace Gantry.Benchmarks;

/// <summary>The raw ceiling: rows of the same size as a hook writes, group-committed by nothing but the writer, one after the other as a hook writes them.</summary>
internal sealed class RawRows : IDisposable
{
    private readonly GroupCommitWriter _messages;
    private readonly GroupCommitWriter _history;

    private RawRows(StorageAccount storage, int messageLength, int historyLength)
    {
        (MessageLength, HistoryLength) = (messageLength, historyLength);
        _messages = new GroupCommitWriter(storage.Table("messages"), new GroupCommitOptions(), TimeProvider.System);
        _history = new GroupCommitWriter(storage.Table("history"), new GroupCommitOptions(), TimeProvider.System);
    }

    public int MessageLength { get; }

    public int HistoryLength { get; }

    /// <summary>Looks at what a hook call leaves.</summary>
    public static async Task<RawRows> LikeAsync(BenchClient client, string connectionString)
    {
        var storage = new StorageAccount(new StorageConnection(connectionString), new StorageOptions());
        var hook = await client.NewHookAsync();
        await client.CallAsync(hook);
        var history = await FirstAsync(storage, "history", hook.Split('/')[2], "h|");
        var messageId = JsonInput.Parse(JsonRow.Read(history), 64, out _).GetProperty("messageIds")[0].GetString()!;
        var message = await FirstAsync(storage, "messages", messageId[TimeOrderedId.Length..], "m|" + messageId[..TimeOrderedId.Length]);
        return new RawRows(storage, JsonRow.Read(message).Length, JsonRow.Read(history).Length);
    }

    /// <summary>The first row of a partition whose key begins so.</summary>
    public static async Task<TableEntity> FirstAsync(StorageAccount storage, string table, string partition, string prefix)
    {
        await foreach (var row in storage.Table(table).QueryAsync<TableEntity>(RowRange.Prefix(partition, prefix), 1)) return row;
        throw new InvalidOperationException("The hook left no row.");
    }

    /// <summary>Writes a pair of rows to a room's and an integration's partition.</summary>
    public async Task CommitAsync(string room, string integration)
    {
        await _messages.CommitAsync(Row(room, "m|", MessageLength, "messages"), CancellationToken.None);
        await _history.CommitAsync(Row(integration, "h|", HistoryLength, "entries"), CancellationToken.None);
    }

    public void Dispose()
    {
        _messages.Dispose();
        _history.Dispose();
    }

    private static WriteSet Row(string partition, string prefix, int length, string counter)
    {
        var json = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz\" ", length);
        return new WriteSet(partition).Put(JsonRow.Create(partition, prefix + TimeOrderedId.New(TimeProvider.System), json)).Count(counter, 1);
    }
}
