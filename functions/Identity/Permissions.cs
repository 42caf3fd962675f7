using System.Text.Json.Serialization;
using Gantry.Functions.Rest;
using Gantry.Shared.Storage.Snapshots;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity;

/// <summary>The roles of one permission, where somebody changed them.</summary>
/// <param name="Id">The permission.</param>
/// <param name="Roles">The roles that have it.</param>
/// <param name="UpdatedAt">When that was decided.</param>
internal sealed record Permission([property: JsonPropertyName("_id")] string Id, IReadOnlyList<string> Roles, [property: JsonPropertyName("_updatedAt")] DateTimeOffset UpdatedAt);

/// <summary>Which roles may do what: the defaults, and over them what is stored.</summary>
internal sealed class Permissions(StorageAccount storage, IOptions<SnapshotOptions> options, TimeProvider time) : IDisposable
{
    private readonly Snapshot<Permission> _changed = new(storage.Table("config"), "permissions", options.Value, time, RestJson.Options);

    /// <summary>The table as it is now.</summary>
    public async ValueTask<PermissionTable> GetAsync(CancellationToken cancellationToken) => new(await _changed.GetAsync(cancellationToken));

    /// <summary>Sets the roles of permissions.</summary>
    public async Task<PermissionTable> UpdateAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> roles, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var change = new SnapshotChange<Permission>(roles.ToDictionary(pair => pair.Key, Permission? (pair) => new Permission(pair.Key, pair.Value, now), StringComparer.Ordinal));
        return new PermissionTable(await _changed.ChangeAsync(_ => change, cancellationToken));
    }

    /// <summary>Changes the roles of one permission; a change between is decided again.</summary>
    public async Task UpdateAsync(string id, Func<IReadOnlyList<string>, IReadOnlyList<string>> change, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await _changed.ChangeAsync(
            state => SnapshotChange<Permission>.Write(id, new Permission(id, change(state.Find(id)?.Roles ?? PermissionDefaults.Roles[id]), now)), cancellationToken);
    }

    public void Dispose() => _changed.Dispose();
}

/// <summary>Answers who may do what, at one moment.</summary>
internal sealed class PermissionTable(SnapshotState<Permission> changed)
{
    /// <summary>Every permission with its roles, by id.</summary>
    public IEnumerable<Permission> All() => PermissionDefaults.Roles
        .Select(pair => changed.Find(pair.Key) ?? new Permission(pair.Key, pair.Value, DateTimeOffset.UnixEpoch))
        .OrderBy(permission => permission.Id, StringComparer.Ordinal);

    /// <summary>Whether one of the roles has a permission, or one that includes it.</summary>
    public bool Has(IEnumerable<string> roles, string permission) => HasItself(roles, permission)
        || (PermissionDefaults.IncludedIn.TryGetValue(permission, out var wider) && wider.Any(other => HasItself(roles, other)));

    private bool HasItself(IEnumerable<string> roles, string permission)
    {
        var having = changed.Find(permission)?.Roles ?? PermissionDefaults.Roles.GetValueOrDefault(permission) ?? [];
        return roles.Any(role => having.Contains(role, StringComparer.Ordinal));
    }
}
