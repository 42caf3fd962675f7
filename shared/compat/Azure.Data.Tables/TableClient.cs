using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>One table.</summary>
public partial class TableClient
{
    private readonly TableConnection _connection = null!;

    /// <summary>Opens a table of the account that a connection string names.</summary>
    /// <param name="connectionString">The connection string.</param>
    /// <param name="tableName">The table.</param>
    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, options: null)
    {
    }

    /// <summary>Opens a table of the account that a connection string names.</summary>
    /// <param name="connectionString">The connection string.</param>
    /// <param name="tableName">The table.</param>
    /// <param name="options">Retry, transport and diagnostics.</param>
    public TableClient(string connectionString, string tableName, TableClientOptions? options = null)
        : this(TableConnection.From(connectionString, options), tableName)
    {
    }

    /// <summary>Opens a table with the account's key.</summary>
    /// <param name="endpoint">The account's table endpoint.</param>
    /// <param name="tableName">The table.</param>
    /// <param name="credential">The key.</param>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, options: null)
    {
    }

    /// <summary>Opens a table with the account's key.</summary>
    /// <param name="endpoint">The account's table endpoint.</param>
    /// <param name="tableName">The table.</param>
    /// <param name="credential">The key.</param>
    /// <param name="options">Retry, transport and diagnostics.</param>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions? options = null)
        : this(TableConnection.From(endpoint, credential, options), tableName)
    {
    }

    /// <summary>Opens a table with Entra tokens.</summary>
    /// <param name="endpoint">The account's table endpoint.</param>
    /// <param name="tableName">The table.</param>
    /// <param name="tokenCredential">The source of the tokens.</param>
    /// <param name="options">Retry, transport and diagnostics.</param>
    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(TableConnection.From(endpoint, tokenCredential, options), tableName)
    {
    }

    /// <summary>For a stand-in in tests.</summary>
    protected TableClient()
    {
    }

    internal TableClient(TableConnection connection, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        _connection = connection;
        Name = tableName;
        Uri = new Uri(connection.Address(tableName));
    }

    /// <summary>The table's name.</summary>
    public virtual string Name { get; } = null!;

    /// <summary>The account's name.</summary>
    public virtual string AccountName => _connection.AccountName;

    /// <summary>The table's address.</summary>
    public virtual Uri Uri { get; } = null!;

    /// <summary>Makes a filter with its values quoted.</summary>
    /// <param name="filter">The filter as an interpolated string.</param>
    public static string CreateQueryFilter(FormattableString filter) => TableFilter.Create(filter);

    /// <summary>Creates the table; it must not exist.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        TableOperations.CreateAsync(_connection, Name, existsIsFine: false, cancellationToken);

    /// <summary>Creates the table unless it exists.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        TableOperations.CreateAsync(_connection, Name, existsIsFine: true, cancellationToken);

    /// <summary>Deletes the table; that it does not exist is no error.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        TableOperations.DeleteAsync(_connection, Name, cancellationToken);
}
