using Azure.Data.Tables;
using Gantry.Functions.Hosting.Queues;

namespace Gantry.Functions.Hosting;

/// <summary>What a slice needs to be there before the first request; run in order of registration, on the very first start of a workspace.</summary>
internal interface ISeed
{
    /// <summary>Creates what is missing; a second run changes nothing.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}

/// <summary>
/// Before the server listens: one point read tells which tables, queues, containers and first records are there; creates what is missing.
/// Any number of instances may do so at once.
/// </summary>
internal sealed partial class Provisioning(StorageAccount storage, IEnumerable<QueueFunction> functions, IServiceProvider services, ILogger<Provisioning> logger)
    : IHostedLifecycleService
{
    /// <summary>To be raised when a first record is added.</summary>
    private const int Version = 3;

    private static readonly string[] Tables =
        ["avatars", "commands", "config", "ephemerals", "history", "integrations", "messageids", "messages", "oauthapps", "ratelimits", "rooms", "subscriptions", "tokens", "uploads", "users"];

    private static readonly string[] Containers = ["snapshots", "spill", "uploads"];

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var config = storage.Table("config");
        var names = string.Join(' ', [.. Tables, .. functions.Select(function => storage.Queue(function.Queue).Name), .. Containers]);
        var done = await ReadAsync(config, cancellationToken);
        var isSeeded = done?.GetInt32("Version") >= Version;
        if (isSeeded && done?.GetString("Names") == names) return;
        LogStart(logger);
        await Task.WhenAll(
            Task.WhenAll(Tables.Select(name => storage.Table(name).CreateIfNotExistsAsync(cancellationToken))),
            Task.WhenAll(functions.Select(function => storage.Queue(function.Queue).CreateIfNotExistsAsync(cancellationToken: cancellationToken))),
            Task.WhenAll(Containers.Select(name => storage.Container(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken))));
        if (!isSeeded)
            foreach (var seed in services.GetServices<ISeed>()) await seed.RunAsync(cancellationToken);
        await config.UpsertEntityAsync(new TableEntity("provisioning", "done") { ["Version"] = Version, ["Names"] = names }, TableUpdateMode.Replace, cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task<TableEntity?> ReadAsync(TableClient config, CancellationToken cancellationToken)
    {
        try
        {
            var done = await config.GetEntityIfExistsAsync<TableEntity>("provisioning", "done", cancellationToken: cancellationToken);
            return done.HasValue ? done.Value : null;
        }
        catch (Azure.RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Information, "Creating the workspace's tables, queues, containers and first records")]
    private static partial void LogStart(ILogger logger);
}
