using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Reading entities.</summary>
public partial class TableClient
{
    /// <summary>Reads one entity; it must exist.</summary>
    /// <typeparam name="T">The entity's type.</typeparam>
    /// <param name="partitionKey">Its partition key.</param>
    /// <param name="rowKey">Its row key.</param>
    /// <param name="select">The properties to read; all by default.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        using var message = GetMessage(partitionKey, rowKey, select, Tolerated.Nothing);
        var response = await _connection.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(ReadOne<T>(response), response);
    }

    /// <summary>Reads one entity if it exists.</summary>
    /// <typeparam name="T">The entity's type.</typeparam>
    /// <param name="partitionKey">Its partition key.</param>
    /// <param name="rowKey">Its row key.</param>
    /// <param name="select">The properties to read; all by default.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        using var message = GetMessage(partitionKey, rowKey, select, Tolerated.Missing);
        var response = await _connection.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return response.Status == 404 ? new NoEntityResponse<T>(response) : Response.FromValue(ReadOne<T>(response), response);
    }

    /// <summary>Reads the entities that a filter lets through.</summary>
    /// <typeparam name="T">The entities' type.</typeparam>
    /// <param name="filter">The filter; all entities by default.</param>
    /// <param name="maxPerPage">How many entities a page may hold.</param>
    /// <param name="select">The properties to read; all by default.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var columns = Columns(select);
        return new TablePageable<T>((token, size, cancel) => ReadPageAsync<T>(filter, columns, token, size, cancel), maxPerPage, cancellationToken);
    }

    private static string? Columns(IEnumerable<string>? select) => select is null ? null : string.Join(',', select);

    private static T ReadOne<T>(Response response)
        where T : class, ITableEntity => new EntityReader(response.Content.ToMemory().Span).ReadOne<T>();

    private HttpMessage GetMessage(string partitionKey, string rowKey, IEnumerable<string>? select, Tolerated tolerated)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        var path = TableKeys.EntityPath(Name, partitionKey, rowKey);
        if (Columns(select) is { } columns)
            path = string.Concat(path, "?$select=", Uri.EscapeDataString(columns));
        return _connection.Message(RequestMethod.Get, path, tolerated);
    }

    private async Task<Page<T>> ReadPageAsync<T>(string? filter, string? columns, string? token, int? size, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        var next = TableContinuation.Parse(token);
        var query = new QueryString(Name + "()");
        query.Add("$filter", filter);
        query.Add("$select", columns);
        query.Add("$top", size);
        query.Add("NextPartitionKey", next.PartitionKey);
        query.Add("NextRowKey", next.RowKey);
        using var message = _connection.Message(RequestMethod.Get, query.ToString());
        var response = await _connection.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var entities = new EntityReader(response.Content.ToMemory().Span).ReadPage<T>();
        return Page<T>.FromValues(entities, TableContinuation.From(response), response);
    }
}
