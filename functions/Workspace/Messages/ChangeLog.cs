using Azure.Data.Tables;
using Gantry.Shared.Storage.GroupCommit;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>
/// What happened in a room to messages that were there already, in the room's partition and in the transaction of the change itself: <c>u|time</c> changed,
/// <c>d|time</c> deleted, newest first. New messages need no note: their own keys tell their time.
/// </summary>
internal static class ChangeLog
{
    /// <summary>Prefix of the rows of changed messages.</summary>
    public const string ChangedPrefix = "u|";

    /// <summary>Prefix of the rows of deleted messages.</summary>
    public const string DeletedPrefix = "d|";

    /// <summary>Notes that a message changed.</summary>
    public static WriteSet NoteChange(this WriteSet set, string messageId, string rowKey, TimeProvider time) =>
        set.Put(Row(set, ChangedPrefix, messageId, time, ("Row", rowKey)));

    /// <summary>Notes that a message is gone; its thread's first message has changed with it.</summary>
    public static WriteSet NoteDeletion(this WriteSet set, Message message, TimeProvider time) =>
        set.Put(Row(set, DeletedPrefix, message.Id, time, ("Tmid", message.Tmid)));

    /// <summary>The first and the last key of the notes that were made since an instant.</summary>
    public static (string From, string To) Since(string prefix, DateTimeOffset instant) => (prefix, prefix + TimeOrderedId.Prefix(instant));

    private static TableEntity Row(WriteSet set, string prefix, string messageId, TimeProvider time, (string Name, string? Value) more)
    {
        var row = new TableEntity(set.PartitionKey, prefix + TimeOrderedId.New(time)) { ["Id"] = messageId };
        if (more.Value is not null) row[more.Name] = more.Value;
        return row;
    }
}
