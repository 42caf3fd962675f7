using Gantry.Shared.Storage.GroupCommit;
using Gantry.Shared.Storage.Snapshots;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Hosting;

/// <summary>Registers the storage account and its options.</summary>
internal static class StorageSetup
{
    private const string Key = "AzureWebJobsStorage";

    /// <summary>Registers the storage account that <c>AzureWebJobsStorage</c> names.</summary>
    public static WebApplicationBuilder AddStorage(this WebApplicationBuilder builder)
    {
        builder.AddSettings<StorageOptions>("Storage");
        builder.AddSettings<GroupCommitOptions>("GroupCommit");
        builder.AddSettings<SnapshotOptions>("Snapshot");
        builder.Services.AddSingleton<SpillStore>();
        builder.Services.AddSingleton<WorkspaceIdentity>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(ConnectionFrom(builder.Configuration));
        builder.Services.AddSingleton(services => Open(services.GetRequiredService<StorageConnection>(), services.GetRequiredService<IOptions<StorageOptions>>().Value));
        builder.Services.AddHostedService<Provisioning>();
        return builder;
    }

    /// <summary>Reads the names that the Functions host reads too: a connection string, or an account name or addresses with an identity.</summary>
    /// <exception cref="FormatException">An address is not one.</exception>
    public static StorageConnection ConnectionFrom(IConfiguration configuration)
    {
        var section = configuration.GetSection(Key);
        var account = section["accountName"];
        if (!string.IsNullOrEmpty(section.Value)) return new StorageConnection(section.Value);
        if (account is null && section["tableServiceUri"] is null) return new StorageConnection(StorageConnection.Development);
        return new StorageConnection(
            null, Address(section, "tableServiceUri", account, "table"), Address(section, "queueServiceUri", account, "queue"), Address(section, "blobServiceUri", account, "blob"), section["clientId"]);
    }

    private static StorageAccount Open(StorageConnection connection, StorageOptions options)
    {
        try
        {
            return new StorageAccount(connection, options);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new FormatException($"{Key}: this is not a connection string: {exception.Message}", exception);
        }
    }

    private static Uri Address(IConfigurationSection section, string name, string? account, string service)
    {
        var text = section[name] ?? (account is null ? null : $"https://{account}.{service}.core.windows.net");
        return Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : throw new FormatException($"{Key}__{name}: '{text}' is not an address.");
    }
}
