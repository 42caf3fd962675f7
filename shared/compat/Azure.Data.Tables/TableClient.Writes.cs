using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Writing single entities.</summary>
public partial class TableClient
{
    /// <summary>Adds an entity that must not exist.</summary>
    /// <typeparam name="T">The entity's type.</typeparam>
    /// <param name="entity">The entity.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        ArgumentNullException.ThrowIfNull(entity);
        using var message = _connection.Message(RequestMethod.Post, Name + "()");
        message.Request.Headers.Add("Prefer", "return-no-content");
        return await SendAsync(message, entity, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds an entity, or merges into it, or replaces it.</summary>
    /// <typeparam name="T">The entity's type.</typeparam>
    /// <param name="entity">The entity.</param>
    /// <param name="mode">Whether to merge or to replace.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        ArgumentNullException.ThrowIfNull(entity);
        using var message = UpdateMessage(entity, mode);
        return await SendAsync(message, entity, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Merges into an entity of the given version, or replaces it.</summary>
    /// <typeparam name="T">The entity's type.</typeparam>
    /// <param name="entity">The entity.</param>
    /// <param name="ifMatch">The version; <see cref="ETag.All"/> for any.</param>
    /// <param name="mode">Whether to merge or to replace.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        ArgumentNullException.ThrowIfNull(entity);
        if (ifMatch == default)
            throw new ArgumentException("Value cannot be empty.", nameof(ifMatch));
        using var message = UpdateMessage(entity, mode);
        message.Request.Headers.Add("If-Match", ifMatch.ToString("H"));
        return await SendAsync(message, entity, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes an entity; that it does not exist is no error: the answer's status tells.</summary>
    /// <param name="partitionKey">Its partition key.</param>
    /// <param name="rowKey">Its row key.</param>
    /// <param name="ifMatch">The version that it must have; any by default.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        using var message = _connection.Message(RequestMethod.Delete, TableKeys.EntityPath(Name, partitionKey, rowKey), Tolerated.Missing);
        message.Request.Headers.Add("If-Match", ifMatch == default ? "*" : ifMatch.ToString("H"));
        return await _connection.SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes an entity; that it does not exist is no error: the answer's status tells.</summary>
    /// <param name="entity">The entity, of which only the keys count.</param>
    /// <param name="ifMatch">The version that it must have; any by default.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    private HttpMessage UpdateMessage(ITableEntity entity, TableUpdateMode mode)
    {
        var method = mode switch
        {
            TableUpdateMode.Merge => RequestMethod.Patch,
            TableUpdateMode.Replace => RequestMethod.Put,
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, $"Unexpected value for {nameof(mode)}."),
        };
        return _connection.Message(method, TableKeys.EntityPath(Name, entity.PartitionKey, entity.RowKey));
    }

    private Task<Response> SendAsync(HttpMessage message, ITableEntity entity, CancellationToken cancellationToken)
    {
        message.Request.Headers.Add("Content-Type", "application/json");
        var content = new PooledContent();
        new EntityWriter(content).Write(entity);
        return _connection.SendAsync(message, content, cancellationToken);
    }
}
