using Gantry.Functions.Hosting.Queues;

namespace Gantry.Functions.Purge;

/// <summary>What the slice adds to the application.</summary>
internal static class PurgeSetup
{
    /// <summary>Registers the queue and its workers.</summary>
    public static WebApplicationBuilder AddPurge(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PurgeQueue>();
        builder.Services.AddQueueFunction<PurgeWorker>("purge", PurgeQueue.Name);
        builder.Services.AddQueueFunction<PurgePoisonWorker>("purgepoison", PurgeQueue.Name + "-poison");
        return builder;
    }
}
