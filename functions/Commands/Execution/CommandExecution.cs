using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using Gantry.Functions.Commands.Responses;
using Gantry.Functions.History;
using Gantry.Functions.Outgoing;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Commands.Execution;

/// <summary>
/// Runs commands. The data path of one run, each step a storage request unless it says otherwise:
/// <list type="number">
/// <item>A job goes on the queue, hidden for <see cref="OutgoingOptions.ClaimTime"/>. If nothing follows, it finds nothing and ends.</item>
/// <item>One transaction in the history of the command: the entry, claimed by this process until that time, and the row of the response_url. From here on the run
/// has happened.</item>
/// <item>The call (no storage), in the background. Who ran the command waits for <see cref="CommandOptions.DirectWait"/>; a slower call simply goes on: it is made
/// once, and its answer appears when it comes.</item>
/// <item>The answer is written down beside the entry with the id of its message; it is posted under that id; the entry ends. Each move is made under the entry's
/// ETag.</item>
/// <item>The job is taken back.</item>
/// </list>
/// A crash at any point leaves the job, which wakes when the claim has ended (<see cref="ExecuteWorker"/>): it calls again with the same <c>webhook-id</c>, or
/// only posts what is written down. So an answer is posted once, and a run that was begun always ends.
/// </summary>
internal sealed partial class CommandExecution(
    CommandStore commands, CommandPayload payloads, CommandRun run, CommandPostings postings, ResponseUrls responses, ExecutionQueue queue, HistoryStore history, DeliveryStore deliveries,
    RoomAccess access, MessageReader messages, MessageRules rules, IOptions<CommandOptions> options, IOptions<OutgoingOptions> outgoing, IOptions<MessagesOptions> limits, TimeProvider time,
    ILogger<CommandExecution> logger) : IHostedService
{
    private readonly ConcurrentDictionary<Task, byte> _running = new();

    /// <summary>The caller may not read the room, or there is none.</summary>
    public static ApiException NoAccess() => new(403, "error-not-allowed", "User does not have access to this room");

    /// <summary>Checks who runs a command where.</summary>
    /// <exception cref="ApiException">403: the room is not the caller's to read; 422: it is archived, the thread is not there, or the text is too long.</exception>
    public async Task<CommandCall> CheckAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (!await access.CanReadAsync(call.User, call.Room, cancellationToken)) throw NoAccess();
        if (call.Room.Archived == true) throw RoomRefusals.Archived(call.Room);
        if (rules.IsTooLong(call.Text)) throw ApiException.Invalid("error-message-size-exceeded", "Message size exceeds Message_MaxAllowedSize");
        if (call.Tmid is { } tmid && (await messages.FindAsync(tmid, cancellationToken))?.Message.Rid != call.Room.Id) throw ApiException.Invalid("error-invalid-message", "Invalid thread.", new { tmid });
        return call;
    }

    /// <summary>The command of a name that can run.</summary>
    /// <exception cref="ApiException">404: there is none, or it is disabled; 422: clients run it by themselves.</exception>
    public async Task<Command> FindAsync(string name, CancellationToken cancellationToken) => await commands.FindByNameAsync(name, cancellationToken) switch
    {
        null or { Enabled: false } => throw CommandRefusals.Unknown(name),
        { ClientOnly: true } only => throw CommandRefusals.ClientOnly(only.Name),
        { } command => command,
    };

    /// <summary>Answers <c>/help</c>.</summary>
    public async Task<TextCommandResult> HelpAsync(CommandCall call, CancellationToken cancellationToken) =>
        await TellAsync(call, HelpCommand.Answer(await commands.GetAsync(cancellationToken), call.Text, limits.Value.MaxAllowedSize), cancellationToken);

    /// <summary>Tells who runs a command something.</summary>
    public Task<TextCommandResult> TellAsync(CommandCall call, MessageDraft draft, CancellationToken cancellationToken) => postings.TellAsync(call.User, call.Room, draft with { Tmid = call.Tmid }, cancellationToken);

    /// <summary>Runs a command.</summary>
    /// <returns>What it answered, or that it has not yet.</returns>
    public async Task<TextCommandResult> RunAsync(Command command, CommandCall call, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = history.NewId();
        var (url, row) = responses.New(command, id, call, now);
        var entry = new DeliveryEntry
        {
            Id = id,
            Type = Command.Type,
            Integration = new HistoryIntegration(command.Id, "/" + command.Name),
            Event = "command",
            Url = command.Url!,
            WebhookId = $"msg_{command.Id}_{id}",
            Data = JsonSerializer.SerializeToElement(await payloads.BuildAsync(command, call, cancellationToken), RestJson.Options),
            CreatedAt = now,
        };
        var job = new ExecutionJob(command.Id, id, url);
        var claimedUntil = now + outgoing.Value.ClaimTime;
        var guard = await queue.SendAsync(job, claimedUntil, cancellationToken);
        var claimed = await deliveries.CreateAsync(entry, new DeliveryState { State = DeliveryState.Running, ClaimedUntil = claimedUntil, UpdatedAt = now }, cancellationToken, set => set.Claim(row))
            ?? throw ApiException.Unavailable();

        // Written down: from here nothing ends it but its end.
        var running = Task.Run(() => FinishAsync(claimed, command, job, guard), CancellationToken.None);
        _running[running] = 0;
        _ = running.ContinueWith(ended => _running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await Task.WhenAny(running, Task.Delay(options.Value.DirectWait, time, CancellationToken.None));
        var result = running.IsCompleted ? await running : null;
        return result ?? new TextCommandResult(IsPending: true, ExecutionId: id);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Waits for the calls that are under way, as long as the host does.</summary>
    public async Task StopAsync(CancellationToken cancellationToken) => await Task.WhenAll(_running.Keys).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<TextCommandResult?> FinishAsync(StoredDelivery claimed, Command command, ExecutionJob job, SendReceipt guard)
    {
        try
        {
            var result = await run.RunAsync(claimed, command, job, CancellationToken.None);
            await queue.TakeBackAsync(guard, CancellationToken.None);
            return result;
        }
        catch (Exception exception)
        {
            LogLeft(logger, command.Name, claimed.Entry.Id, exception);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The run {Entry} of the command /{Command} could not be finished; its job on the queue will do it")]
    private static partial void LogLeft(ILogger logger, string command, string entry, Exception exception);
}
