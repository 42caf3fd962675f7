namespace Gantry.Shared.Storage;

/// <summary>
/// Where the storage account is: a connection string, or the addresses of its services and an Entra identity
/// (the names that the Functions host reads below <c>AzureWebJobsStorage</c>).
/// </summary>
/// <param name="ConnectionString">A connection string, or null.</param>
/// <param name="TableServiceUri">Address of the Table service, with an identity.</param>
/// <param name="QueueServiceUri">Address of the Queue service, with an identity.</param>
/// <param name="BlobServiceUri">Address of the Blob service, with an identity.</param>
/// <param name="ClientId">Client id of a user-assigned managed identity; null for the default chain.</param>
public sealed record StorageConnection(string? ConnectionString, Uri? TableServiceUri = null, Uri? QueueServiceUri = null, Uri? BlobServiceUri = null, string? ClientId = null)
{
    /// <summary>The connection string of the emulator on its usual ports.</summary>
    public const string Development = "UseDevelopmentStorage=true";

    /// <summary>Whether the account is the emulator on its usual ports, which the standalone host starts by itself.</summary>
    public bool IsDevelopment => string.Equals(ConnectionString?.Trim().TrimEnd(';'), Development, StringComparison.OrdinalIgnoreCase);
}
