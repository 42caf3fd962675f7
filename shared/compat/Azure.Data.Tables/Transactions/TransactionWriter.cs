namespace Azure.Data.Tables;

/// <summary>Writes a transaction as one multipart body: a batch that holds one change set.</summary>
internal sealed class TransactionWriter
{
    private const int MaxBytes = 4 * 1024 * 1024;
    private const int EndBytes = 128;
    private const int MaxActions = 100;
    private const int Capacity = 64 * 1024;

    private readonly HashSet<string> _rows = new(StringComparer.Ordinal);
    private readonly string _boundary = Guid.NewGuid().ToString("N");
    private readonly string _insertLine;
    private readonly string _partitionAddress;
    private readonly string _partitionKey;
    private readonly EntityWriter _entities;

    private TransactionWriter(TableConnection connection, string table, string partitionKey, PooledContent content)
    {
        TableKeys.Check(partitionKey, TableEntity.PartitionKeyName);
        Content = content;
        _partitionKey = partitionKey;
        _insertLine = string.Concat("POST ", connection.Address(table), "()");
        _partitionAddress = connection.Address(TableKeys.PartitionPath(table, partitionKey));
        _entities = new EntityWriter(content);
    }

    public PooledContent Content { get; }

    /// <summary>How many actions it holds.</summary>
    public int Count => _rows.Count;

    public string ContentType => "multipart/mixed; boundary=batch_" + _boundary;

    /// <summary>Writes the body, and refuses what the service would refuse before anything is sent.</summary>
    public static TransactionWriter Write(TableConnection connection, string table, IEnumerable<TableTransactionAction> actions)
    {
        TransactionWriter? writer = null;
        var index = 0;
        foreach (var action in actions)
        {
            writer ??= Start(connection, table, action.Entity.PartitionKey);
            try
            {
                writer.Add(action, index);
            }
            catch (RequestFailedException reason)
            {
                throw TableErrors.RefusedAction(index, reason);
            }

            index++;
        }

        if (writer is null)
            throw new InvalidOperationException("Transaction contained no operations to submit.");
        writer.End();
        return writer;
    }

    private static TransactionWriter Start(TableConnection connection, string table, string partitionKey)
    {
        TransactionWriter writer;
        try
        {
            writer = new TransactionWriter(connection, table, partitionKey, new PooledContent(Capacity));
        }
        catch (RequestFailedException reason)
        {
            throw TableErrors.RefusedAction(0, reason);
        }

        writer.Line("--batch_", writer._boundary);
        writer.Line("Content-Type: multipart/mixed; boundary=changeset_", writer._boundary);
        writer.Content.Append("\r\n"u8);
        return writer;
    }

    private void Add(TableTransactionAction action, int index)
    {
        var entity = action.Entity;
        if (index == MaxActions)
            throw TableErrors.Refused("InvalidInput", "The batch request operation exceeds the maximum 100 changes per change set.");
        if (!string.Equals(entity.PartitionKey, _partitionKey, StringComparison.Ordinal))
            throw TableErrors.Refused("CommandsInBatchActOnDifferentPartitions", "All commands in a batch must operate on same entity group.");
        TableKeys.Check(entity.RowKey, TableEntity.RowKeyName);
        if (!_rows.Add(entity.RowKey))
            throw TableErrors.Refused("InvalidDuplicateRow", "An entity can appear only once in a batch request.");

        Line("--changeset_", _boundary);
        Content.Append("Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"u8);
        WriteRequest(action, entity);
        if (Content.Length > MaxBytes - EndBytes)
            throw TableErrors.Refused("ContentLengthExceeded", "The content length for the requested operation has exceeded the limit (4MB).");
    }

    private void WriteRequest(TableTransactionAction action, ITableEntity entity)
    {
        if (action.ActionType == TableTransactionActionType.Add)
        {
            Content.AppendAscii(_insertLine);
        }
        else
        {
            Content.AppendAscii(Method(action.ActionType));
            Content.AppendAscii(_partitionAddress);
            Content.AppendAscii(TableKeys.Quote(entity.RowKey));
            Content.Append("')"u8);
        }

        Content.Append(" HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0\r\n"u8);
        if (action.ActionType is TableTransactionActionType.Delete or TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace)
            Line("If-Match: ", action.ETag == default ? "*" : action.ETag.ToString("H"));
        if (action.ActionType == TableTransactionActionType.Delete)
        {
            Content.Append("\r\n"u8);
            return;
        }

        if (action.ActionType == TableTransactionActionType.Add)
            Content.Append("Prefer: return-no-content\r\n"u8);
        Content.Append("Content-Type: application/json\r\n\r\n"u8);
        _entities.Write(entity);
        Content.Append("\r\n"u8);
    }

    private void End()
    {
        Line("--changeset_", _boundary, "--");
        Line("--batch_", _boundary, "--");
    }

    private void Line(string start, string rest, string end = "")
    {
        Content.AppendAscii(start);
        Content.AppendAscii(rest);
        Content.AppendAscii(end);
        Content.Append("\r\n"u8);
    }

    private static string Method(TableTransactionActionType type) => type switch
    {
        TableTransactionActionType.Delete => "DELETE ",
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => "PATCH ",
        TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => "PUT ",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "A transaction has no such action."),
    };
}
