using Gantry.Functions.Purge;
using Gantry.Functions.Rest;
using Gantry.Shared.Storage.Snapshots;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Commands;

/// <summary>All slash commands, in memory; the alternate key is the name in lower case. Changes are serial over all instances, so a name is unique.</summary>
internal sealed class CommandStore(StorageAccount storage, PurgeQueue purges, IOptions<SnapshotOptions> snapshot, IOptions<CommandOptions> options, TimeProvider time) : IPurgeSubject, IDisposable
{
    private readonly Snapshot<Command> _commands = new(storage.Table("commands"), "commands", snapshot.Value, time, RestJson.Options, new(command => KeyOf(command.Name)));

    public string Kind => "command";

    /// <summary>The commands as they are now, give or take <c>Snapshot:RefreshSeconds</c>.</summary>
    public ValueTask<SnapshotState<Command>> GetAsync(CancellationToken cancellationToken) => _commands.GetAsync(cancellationToken);

    /// <summary>A command by name, whatever its case.</summary>
    public async ValueTask<Command?> FindByNameAsync(string name, CancellationToken cancellationToken) => (await GetAsync(cancellationToken)).FindByAlternateKey(KeyOf(name));

    /// <summary>Writes a new command.</summary>
    /// <exception cref="ApiException">409: there is one of this name; 422: there are too many.</exception>
    public Task CreateAsync(Command command, CancellationToken cancellationToken) => _commands.ChangeAsync(
        state =>
        {
            RefuseTakenName(state, command);
            if (state.Records.Count >= options.Value.MaxCommands) throw ApiException.Invalid("error-too-many-commands", $"There are {options.Value.MaxCommands} commands already");
            return SnapshotChange<Command>.Write(command.Id, command);
        },
        cancellationToken);

    /// <summary>Changes a command.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="change">Gives the changed one; may be called more than once; throws to refuse.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The changed one; null if there is none.</returns>
    /// <exception cref="ApiException">409: there is another of its new name.</exception>
    public async Task<Command?> UpdateAsync(string id, Func<Command, Command> change, CancellationToken cancellationToken)
    {
        var state = await _commands.ChangeAsync(
            current =>
            {
                if (current.Find(id) is not { } command) return SnapshotChange<Command>.None;
                var changed = change(command);
                RefuseTakenName(current, changed);
                return SnapshotChange<Command>.Write(id, changed);
            },
            cancellationToken);
        return state.Find(id);
    }

    /// <summary>Removes a command; its history goes in the background.</summary>
    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        await purges.AnnounceAsync(new PurgeJob(Kind, id), cancellationToken);
        await _commands.ChangeAsync(state => state.Find(id) is null ? SnapshotChange<Command>.None : SnapshotChange<Command>.Remove(id), cancellationToken);
    }

    public async Task<bool> ExistsAsync(string id, CancellationToken cancellationToken) => (await GetAsync(cancellationToken)).Find(id) is not null;

    public IEnumerable<(string Table, string Partition)> Partitions(string id) => [("history", StorageKey.Encode(id))];

    public void Dispose() => _commands.Dispose();

    private static string KeyOf(string name) => name.ToLowerInvariant();

    private static void RefuseTakenName(SnapshotState<Command> state, Command command)
    {
        var isTaken = HelpCommand.IsNamed(command.Name) || (state.FindByAlternateKey(KeyOf(command.Name)) is { } other && other.Id != command.Id);
        if (isTaken) throw ApiException.Conflict("error-command-already-exists", $"There is a command /{command.Name} already", new { command = command.Name });
    }
}
