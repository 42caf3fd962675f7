using System.Text.Json;
using Azure.Data.Tables;
using Gantry.Functions.Rest;
using Gantry.Shared.Storage.GroupCommit;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>
/// Small rows beside the messages, in the room's partition and in the message's own transaction, so that a list of few is read without reading all:
/// <c>p|</c> pinned, <c>t|</c> threads, <c>r|thread|</c> replies, <c>n|user|</c> mentions, <c>s|user|</c> stars, <c>f|</c> files. Behind the prefix stands
/// the time part of the message's key, so the newest come first. A row whose message is gone, or deserves it no more, goes when it is next read
/// (<see cref="IndexedMessages"/>): what deletes and edits messages need not know of them all.
/// </summary>
internal static class MessageIndex
{
    public const string Pinned = "p|";
    public const string Threads = "t|";
    public const string Files = "f|";

    private const int ExcerptLength = 200;

    /// <summary>The prefix of a user's stars.</summary>
    public static string Starred(string userId) => $"s|{StorageKey.Encode(userId)}|";

    /// <summary>The prefix of what mentions a user.</summary>
    public static string Mentions(string userId) => $"n|{StorageKey.Encode(userId)}|";

    /// <summary>The prefix of a thread's replies.</summary>
    public static string Replies(string threadRowKey) => $"r|{Part(threadRowKey)}|";

    /// <summary>The time part of a message's row key, which tells it from all others of its room.</summary>
    public static string Part(string rowKey) => rowKey.Substring(MessageId.RowPrefix.Length, TimeOrderedId.Length);

    /// <summary>The row key of the message that an index row stands for.</summary>
    public static string MessageRowKey(string roomId, string indexKey) => MessageId.RowKey(indexKey[^TimeOrderedId.Length..] + roomId);

    /// <summary>The row of a message in one index.</summary>
    public static TableEntity Row(string partitionKey, string prefix, string rowKey) => new(partitionKey, prefix + Part(rowKey));

    /// <summary>Adds the rows of a new message.</summary>
    public static WriteSet Index(this WriteSet set, Message message, string rowKey)
    {
        if (message.File is { } file) set.Claim(FileEntry.Of(message, file, rowKey).ToRow(set.PartitionKey));
        return set.IndexMentions(message, rowKey);
    }

    /// <summary>Adds the rows of those whom a message mentions by name.</summary>
    public static WriteSet IndexMentions(this WriteSet set, Message message, string rowKey)
    {
        foreach (var mention in message.Mentions ?? [])
            if (mention.Type == "user") set.Put(Row(set.PartitionKey, Mentions(mention.Id), rowKey));
        return set;
    }

    /// <summary>Adds the rows of a reply: in its thread, and of the thread as the reply leaves it.</summary>
    public static WriteSet IndexReply(this WriteSet set, string replyRowKey, Message thread, string threadRowKey) =>
        set.Put(Row(set.PartitionKey, Replies(threadRowKey), replyRowKey)).IndexThread(thread, threadRowKey);

    /// <summary>Adds the row of a thread, with what threads are listed by.</summary>
    public static WriteSet IndexThread(this WriteSet set, Message thread, string rowKey)
    {
        var excerpt = thread.Msg.Length > ExcerptLength ? thread.Msg[..ExcerptLength] : thread.Msg;
        var entry = new ThreadEntry(thread.Tlm ?? thread.Ts, thread.Replies ?? [], excerpt);
        return set.Put(JsonRow.Create(set.PartitionKey, Threads + Part(rowKey), JsonSerializer.Serialize(entry, RestJson.Options)));
    }
}

/// <summary>What a thread is listed by: its last reply's time, who follows it, and how its first message begins.</summary>
internal sealed record ThreadEntry(DateTimeOffset Tlm, IReadOnlyList<string> Replies, string Msg)
{
    /// <summary>The entry of a row.</summary>
    public static ThreadEntry Of(TableEntity row) => JsonSerializer.Deserialize<ThreadEntry>(JsonRow.Read(row), RestJson.Options)!;
}
