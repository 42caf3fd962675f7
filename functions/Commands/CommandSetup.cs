using Gantry.Functions.Commands.Execution;
using Gantry.Functions.Commands.Responses;
using Gantry.Functions.History;
using Gantry.Functions.Hosting;
using Gantry.Functions.Hosting.Queues;
using Gantry.Functions.Purge;
using Gantry.Functions.Workspace.Messages;

namespace Gantry.Functions.Commands;

/// <summary>What the slice adds to the application.</summary>
internal static class CommandSetup
{
    /// <summary>Registers commands and what runs them, also where a text is one.</summary>
    public static WebApplicationBuilder AddCommands(this WebApplicationBuilder builder)
    {
        builder.AddSettings<CommandOptions>("Commands");
        builder.Services.AddSingleton<CommandStore>();
        builder.Services.AddSingleton<IPurgeSubject>(services => services.GetRequiredService<CommandStore>());
        builder.Services.AddSingleton(services => new HistorySource(async token => (await services.GetRequiredService<CommandStore>().GetAsync(token)).Records.Keys));
        builder.Services.AddSingleton<CommandDefinition>();
        builder.Services.AddSingleton<CommandPayload>();
        builder.Services.AddSingleton<CommandPreview>();
        builder.Services.AddSingleton<CommandTexts>();
        builder.Services.AddSingleton(services => new TextCommands((sent, token) => services.GetRequiredService<CommandTexts>().TryRunAsync(sent, token)));
        builder.Services.AddSingleton<ExecutionQueue>();
        builder.Services.AddSingleton<CommandPostings>();
        builder.Services.AddSingleton<CommandRun>();
        builder.Services.AddSingleton<CommandExecution>();
        builder.Services.AddHostedService(services => services.GetRequiredService<CommandExecution>());
        builder.Services.AddSingleton<ResponseUrls>();
        builder.Services.AddSingleton<ResponseReceiver>();
        builder.Services.AddQueueFunction<ExecuteWorker>("execute", ExecutionQueue.Name);
        builder.Services.AddQueueFunction<ExecutePoisonWorker>("executepoison", ExecutionQueue.Name + "-poison");
        return builder;
    }
}
