using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace Gantry.Shared.Storage;

/// <summary>The three services of the storage account that holds all state, and the names that Gantry gives things there.</summary>
public sealed class StorageAccount
{
    private readonly TableServiceClient _tables;
    private readonly QueueServiceClient _queues;
    private readonly BlobServiceClient _blobs;
    private readonly string _prefix;
    private readonly string _queuePrefix;

    /// <summary>Makes the clients; nothing is called yet.</summary>
    /// <param name="connection">Where the account is.</param>
    /// <param name="options">Timeouts and names.</param>
    /// <exception cref="FormatException">The connection string is not one.</exception>
    public StorageAccount(StorageConnection connection, StorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(options);
        (_prefix, _queuePrefix) = (options.Prefix, options.QueuePrefix);

        // The Functions host decodes queue messages as Base64 unless host.json says otherwise.
        var queueOptions = Configure(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, options);
        var tableOptions = Configure(new TableClientOptions(), options);
        var blobOptions = Configure(new BlobClientOptions(), options);
        if (connection.ConnectionString is { } connectionString)
        {
            _tables = new TableServiceClient(connectionString, tableOptions);
            _queues = new QueueServiceClient(connectionString, queueOptions);
            _blobs = new BlobServiceClient(connectionString, blobOptions);
        }
        else
        {
            TokenCredential credential = connection.ClientId is { } clientId
                ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
                : new DefaultAzureCredential();
            _tables = new TableServiceClient(connection.TableServiceUri!, credential, tableOptions);
            _queues = new QueueServiceClient(connection.QueueServiceUri!, credential, queueOptions);
            _blobs = new BlobServiceClient(connection.BlobServiceUri!, credential, blobOptions);
        }
    }

    /// <summary>A table.</summary>
    /// <param name="name">Its name without the prefix, lower case.</param>
    /// <returns>The client.</returns>
    public TableClient Table(string name) => _tables.GetTableClient(_prefix + name);

    /// <summary>A queue.</summary>
    /// <param name="name">Its name without the prefix, as the <c>function.json</c> files have it.</param>
    /// <returns>The client.</returns>
    public QueueClient Queue(string name) => _queues.GetQueueClient(_queuePrefix + name);

    /// <summary>A blob container.</summary>
    /// <param name="name">Its name without the prefix, lower case.</param>
    /// <returns>The client.</returns>
    public BlobContainerClient Container(string name) => _blobs.GetBlobContainerClient($"{_prefix}-{name}");

    private static T Configure<T>(T client, StorageOptions options)
        where T : ClientOptions
    {
        client.Retry.Mode = RetryMode.Exponential;
        client.Retry.MaxRetries = options.MaxRetries;
        client.Retry.Delay = options.RetryDelay;
        client.Retry.MaxDelay = TimeSpan.FromSeconds(2);
        client.Retry.NetworkTimeout = options.NetworkTimeout;
        client.Diagnostics.IsDistributedTracingEnabled = false;
        client.Diagnostics.IsLoggingEnabled = false;
        return client;
    }
}
