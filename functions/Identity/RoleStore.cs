using Gantry.Functions.Rest;
using Gantry.Shared.Storage.Snapshots;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity;

/// <summary>The roles: the given ones, and those that are stored (a given one whose description was changed is stored too).</summary>
internal sealed class RoleStore(StorageAccount storage, IOptions<SnapshotOptions> options, TimeProvider time) : IDisposable
{
    private readonly Snapshot<Role> _stored = new(storage.Table("config"), "roles", options.Value, time, RestJson.Options);

    /// <summary>The roles as they are now.</summary>
    public async ValueTask<RoleTable> GetAsync(CancellationToken cancellationToken) => new(await _stored.GetAsync(cancellationToken));

    /// <summary>Writes a role.</summary>
    /// <param name="decide">Gives the role, on the newest state; may be called more than once; throws to refuse.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The role as written.</returns>
    public async Task<Role> WriteAsync(Func<RoleTable, Role> decide, CancellationToken cancellationToken)
    {
        Role? written = null;
        await _stored.ChangeAsync(
            state =>
            {
                written = decide(new RoleTable(state));
                return SnapshotChange<Role>.Write(written.Id, written);
            },
            cancellationToken);
        return written!;
    }

    public void Dispose() => _stored.Dispose();
}

/// <summary>The roles at one moment.</summary>
internal sealed class RoleTable(SnapshotState<Role> stored)
{
    /// <summary>The roles that there are, by name.</summary>
    public IEnumerable<Role> All => Stored.Where(role => role.DeletedAt is null).OrderBy(role => role.Name, StringComparer.Ordinal);

    /// <summary>The roles that there were.</summary>
    public IEnumerable<Role> Deleted => Stored.Where(role => role.DeletedAt is not null);

    private IEnumerable<Role> Stored => Role.Given.Where(role => stored.Find(role.Id) is null).Concat(stored.Records.Values);

    /// <summary>A role by its id, else by its name; null if there is none.</summary>
    public Role? Find(string idOrName) => All.FirstOrDefault(role => role.Id == idOrName) ?? All.FirstOrDefault(role => role.Name == idOrName);

    /// <summary>Whether there is a role of this id.</summary>
    public bool Has(string id) => All.Any(role => role.Id == id);

    /// <summary>Refuses roles that there are not.</summary>
    /// <exception cref="ApiException">422.</exception>
    public void RequireKnown(IEnumerable<string> ids)
    {
        var unknown = ids.Where(id => !Has(id)).ToList();
        if (unknown.Count > 0) throw ApiException.Invalid("error-invalid-role", $"Invalid role: {string.Join(", ", unknown)}", new { roles = unknown });
    }
}
