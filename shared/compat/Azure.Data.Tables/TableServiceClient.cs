using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>The tables of an account.</summary>
public class TableServiceClient
{
    private readonly TableConnection _connection = null!;

    /// <summary>Opens the account that a connection string names.</summary>
    /// <param name="connectionString">The connection string.</param>
    public TableServiceClient(string connectionString)
        : this(connectionString, options: null)
    {
    }

    /// <summary>Opens the account that a connection string names.</summary>
    /// <param name="connectionString">The connection string.</param>
    /// <param name="options">Retry, transport and diagnostics.</param>
    public TableServiceClient(string connectionString, TableClientOptions? options = null) =>
        _connection = TableConnection.From(connectionString, options);

    /// <summary>Opens an account with its key.</summary>
    /// <param name="endpoint">The account's table endpoint.</param>
    /// <param name="credential">The key.</param>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, options: null)
    {
    }

    /// <summary>Opens an account with its key.</summary>
    /// <param name="endpoint">The account's table endpoint.</param>
    /// <param name="credential">The key.</param>
    /// <param name="options">Retry, transport and diagnostics.</param>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options) =>
        _connection = TableConnection.From(endpoint, credential, options);

    /// <summary>Opens an account with Entra tokens.</summary>
    /// <param name="endpoint">The account's table endpoint.</param>
    /// <param name="tokenCredential">The source of the tokens.</param>
    /// <param name="options">Retry, transport and diagnostics.</param>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null) =>
        _connection = TableConnection.From(endpoint, tokenCredential, options);

    /// <summary>For a stand-in in tests.</summary>
    protected TableServiceClient()
    {
    }

    /// <summary>The account's name.</summary>
    public virtual string AccountName => _connection.AccountName;

    /// <summary>The account's table endpoint.</summary>
    public virtual Uri Uri => _connection.Endpoint;

    /// <summary>Makes a filter with its values quoted.</summary>
    /// <param name="filter">The filter as an interpolated string.</param>
    public static string CreateQueryFilter(FormattableString filter) => TableFilter.Create(filter);

    /// <summary>Opens a table over the same connection.</summary>
    /// <param name="tableName">The table.</param>
    public virtual TableClient GetTableClient(string tableName) => new(_connection, tableName);

    /// <summary>Creates a table; it must not exist.</summary>
    /// <param name="tableName">The table.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual Task<Response<TableItem>> CreateTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        TableOperations.CreateAsync(_connection, Checked(tableName), existsIsFine: false, cancellationToken);

    /// <summary>Creates a table unless it exists.</summary>
    /// <param name="tableName">The table.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        TableOperations.CreateAsync(_connection, Checked(tableName), existsIsFine: true, cancellationToken);

    /// <summary>Deletes a table; that it does not exist is no error.</summary>
    /// <param name="tableName">The table.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        TableOperations.DeleteAsync(_connection, Checked(tableName), cancellationToken);

    /// <summary>Lists the tables.</summary>
    /// <param name="filter">The filter; all tables by default.</param>
    /// <param name="maxPerPage">How many tables a page may hold.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual AsyncPageable<TableItem> QueryAsync(string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new TablePageable<TableItem>(
            (token, size, cancel) => TableOperations.ListAsync(_connection, filter, token, size, cancel), maxPerPage, cancellationToken);

    private static string Checked(string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return tableName;
    }
}
