using Gantry.Functions.Rest;
using Gantry.Shared.Storage.Snapshots;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.OAuth.Apps;

/// <summary>All OAuth apps, in memory: the alternate key is the client id.</summary>
internal sealed class OAuthAppStore(StorageAccount storage, IOptions<SnapshotOptions> options, TimeProvider time) : IDisposable
{
    private readonly Snapshot<OAuthApp> _apps = new(storage.Table("oauthapps"), "oauthapps", options.Value, time, RestJson.Options, new(app => app.ClientId));

    /// <summary>The apps as they are now, give or take <c>Snapshot:RefreshSeconds</c>.</summary>
    public ValueTask<SnapshotState<OAuthApp>> GetAsync(CancellationToken cancellationToken) => _apps.GetAsync(cancellationToken);

    /// <summary>The active app of a client id; null if there is none.</summary>
    public async ValueTask<OAuthApp?> FindActiveAsync(string clientId, CancellationToken cancellationToken) =>
        (await GetAsync(cancellationToken)).FindByAlternateKey(clientId) is { Active: true } app ? app : null;

    /// <summary>Writes a new app.</summary>
    public Task CreateAsync(OAuthApp app, CancellationToken cancellationToken) => _apps.ChangeAsync(_ => SnapshotChange<OAuthApp>.Write(app.Id, app), cancellationToken);

    /// <summary>Changes an app.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="change">Gives the changed one; may be called more than once; throws to refuse.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The changed one; null if there is none.</returns>
    public async Task<OAuthApp?> UpdateAsync(string id, Func<OAuthApp, OAuthApp> change, CancellationToken cancellationToken)
    {
        var state = await _apps.ChangeAsync(
            current => current.Find(id) is { } app ? SnapshotChange<OAuthApp>.Write(id, change(app)) : SnapshotChange<OAuthApp>.None, cancellationToken);
        return state.Find(id);
    }

    /// <summary>Removes an app. Its codes and tokens end with it, because they are good only while it is there.</summary>
    /// <returns>False if there is none.</returns>
    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        var existed = false;
        await _apps.ChangeAsync(
            state => (existed = state.Find(id) is not null) ? SnapshotChange<OAuthApp>.Remove(id) : SnapshotChange<OAuthApp>.None, cancellationToken);
        return existed;
    }

    public void Dispose() => _apps.Dispose();
}
