using Gantry.Functions.Purge;
using Gantry.Functions.Rest;
using Gantry.Shared.Storage.Snapshots;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Integrations;

/// <summary>All integrations, in memory: the alternate key is the token of an incoming one, which is unique; the groups are what outgoing ones listen to (<see cref="EventScope"/>).</summary>
internal sealed class IntegrationStore(StorageAccount storage, PurgeQueue purges, IOptions<SnapshotOptions> options, TimeProvider time) : IPurgeSubject, IDisposable
{
    // With the longest scripts, a transaction holds no more.
    private const int PerCommit = 10;

    private static readonly IComparer<Integration> OldestFirst = Comparer<Integration>.Create(static (one, other) =>
        one.CreatedAt.CompareTo(other.CreatedAt) is var byTime and not 0 ? byTime : string.CompareOrdinal(one.Id, other.Id));

    private readonly Snapshot<Integration> _integrations = new(
        storage.Table("integrations"), "integrations", options.Value, time, RestJson.Options,
        new(integration => integration.Type == Integration.Incoming ? integration.Token : null, OldestFirst, EventScope.Of), storage.Container("snapshots"));

    public string Kind => "integration";

    /// <summary>The integrations as they are now, give or take <c>Snapshot:RefreshSeconds</c>.</summary>
    public ValueTask<SnapshotState<Integration>> GetAsync(CancellationToken cancellationToken) => _integrations.GetAsync(cancellationToken);

    /// <summary>Writes a new integration.</summary>
    /// <exception cref="ApiException">409: another incoming one has its token.</exception>
    public Task CreateAsync(Integration integration, CancellationToken cancellationToken) => _integrations.ChangeAsync(
        state =>
        {
            RefuseTakenToken(state, integration);
            return SnapshotChange<Integration>.Write(integration.Id, integration);
        },
        cancellationToken);

    /// <summary>Changes an integration.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="change">Gives the changed one; may be called more than once; throws to refuse.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The changed one; null if there is none.</returns>
    /// <exception cref="ApiException">409: another incoming one has the new token.</exception>
    public async Task<Integration?> UpdateAsync(string id, Func<Integration, Integration> change, CancellationToken cancellationToken)
    {
        var state = await _integrations.ChangeAsync(
            current =>
            {
                if (current.Find(id) is not { } integration) return SnapshotChange<Integration>.None;
                var changed = change(integration);
                RefuseTakenToken(current, changed);
                return SnapshotChange<Integration>.Write(id, changed);
            },
            cancellationToken);
        return state.Find(id);
    }

    /// <summary>Changes all integrations that something else changed for, some at a time, each once.</summary>
    /// <param name="change">Gives the changed one; null for one that stays as it is.</param>
    /// <param name="cancellationToken">Cancels between the commits.</param>
    public async Task UpdateEachAsync(Func<Integration, Integration?> change, CancellationToken cancellationToken)
    {
        var (count, done) = (PerCommit, new HashSet<string>(StringComparer.Ordinal));
        while (count == PerCommit)
        {
            string[] ids = [];
            await _integrations.ChangeAsync(
                state =>
                {
                    var changed = state.Records.Values.Where(integration => !done.Contains(integration.Id)).Select(change).OfType<Integration>().Take(PerCommit).ToDictionary(integration => integration.Id, Integration? (integration) => integration, StringComparer.Ordinal);
                    (count, ids) = (changed.Count, [.. changed.Keys]);
                    return new SnapshotChange<Integration>(changed);
                },
                cancellationToken);
            done.UnionWith(ids);
        }
    }

    /// <summary>Removes an integration; its history goes in the background.</summary>
    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        await purges.AnnounceAsync(new PurgeJob(Kind, id), cancellationToken);
        await _integrations.ChangeAsync(state => state.Find(id) is null ? SnapshotChange<Integration>.None : SnapshotChange<Integration>.Remove(id), cancellationToken);
    }

    public async Task<bool> ExistsAsync(string id, CancellationToken cancellationToken) => (await GetAsync(cancellationToken)).Find(id) is not null;

    public IEnumerable<(string Table, string Partition)> Partitions(string id) => [("history", StorageKey.Encode(id))];

    public void Dispose() => _integrations.Dispose();

    private static void RefuseTakenToken(SnapshotState<Integration> state, Integration integration)
    {
        if (integration is { Type: Integration.Incoming, Token: { } token } && state.FindByAlternateKey(token) is { } other && other.Id != integration.Id)
            throw ApiException.Conflict("error-token-already-exists", "Another incoming integration has this token");
    }
}
