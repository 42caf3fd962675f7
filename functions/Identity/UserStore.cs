using Azure;
using Azure.Data.Tables;
using Gantry.Functions.Workspace.Events;
using Gantry.Shared.Storage.GroupCommit;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity;

/// <summary>
/// Users in the table <c>users</c>. A user and the claims on the name and the addresses lie in one partition (<see cref="UserRows"/>), so a transaction
/// makes, renames or removes them together: a name is taken exactly while its user exists, and nothing is ever left to repair.
/// At least one active admin always stays: who stops being one does so in a transaction that also writes another one's row.
/// </summary>
internal sealed class UserStore : IDisposable
{
    private const string TableName = "users";
    private const int MaxAttempts = 10;

    private readonly TableClient _table;
    private readonly GroupCommitWriter _writer;
    private readonly WorkspaceEvents _events;
    private readonly ReadCache<User> _users;
    private readonly ReadCache<string> _ids;
    private readonly TimeProvider _time;

    public UserStore(StorageAccount storage, WorkspaceEvents events, IOptions<GroupCommitOptions> commit, IOptions<IdentityOptions> options, TimeProvider time)
    {
        (_table, _events, _time) = (storage.Table(TableName), events, time);
        _writer = new GroupCommitWriter(_table, commit.Value, time);
        var lifetime = TimeSpan.FromSeconds(options.Value.CacheSeconds);
        _users = new ReadCache<User>(lifetime, 50_000);
        _ids = new ReadCache<string>(lifetime, 50_000);
    }

    /// <summary>A user by id, as read within the last <see cref="IdentityOptions.CacheSeconds"/>.</summary>
    public ValueTask<User?> FindAsync(string id, CancellationToken cancellationToken) =>
        _users.GetAsync(UserRows.UserKey(id), async _ => await ReadAsync(id, CancellationToken.None), cancellationToken);

    /// <summary>A user by id, as it is stored now.</summary>
    public async Task<User?> ReadAsync(string id, CancellationToken cancellationToken) => (await ReadRowAsync(id, cancellationToken))?.User;

    /// <summary>A user by name, whatever its case.</summary>
    public ValueTask<User?> FindByUsernameAsync(string username, CancellationToken cancellationToken) => FindByClaimAsync(UserRows.NameKey(username), cancellationToken);

    /// <summary>A user by address, whatever its case.</summary>
    public ValueTask<User?> FindByEmailAsync(string address, CancellationToken cancellationToken) => FindByClaimAsync(UserRows.EmailKey(address), cancellationToken);

    /// <summary>A user by name, else by id.</summary>
    public async ValueTask<User?> FindByIdOrUsernameAsync(string idOrName, CancellationToken cancellationToken) =>
        await FindByUsernameAsync(idOrName, cancellationToken) ?? await FindAsync(idOrName, cancellationToken);

    /// <summary>All users, by id: one range read.</summary>
    public async Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken)
    {
        List<User> users = [];
        var rows = _table.QueryAsync<TableEntity>(RowRange.Prefix(UserRows.Partition, UserRows.UserPrefix), cancellationToken: cancellationToken);
        await foreach (var row in rows) users.Add(Read(row));
        return users;
    }

    /// <summary>Makes a user.</summary>
    /// <exception cref="ApiException">409: the name or an address is taken.</exception>
    public async Task CreateAsync(User user, CancellationToken cancellationToken)
    {
        var set = new WriteSet(UserRows.Partition).Claim(UserRows.ToRow(user));
        foreach (var key in UserRows.ClaimKeys(user)) set.Claim(UserRows.ClaimRow(key, user.Id));
        try
        {
            await _events.CommitAsync(_writer, TableName, set, [new WorkspaceEvent(WorkspaceEvent.UserCreated, user, user.CreatedAt)], cancellationToken);
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            throw await TakenAsync(user, cancellationToken);
        }

        Forget(user);
    }

    /// <summary>Changes a user that must be as it was read; a change between is read again.</summary>
    /// <param name="id">The user.</param>
    /// <param name="change">Gives the changed user; the same object means no change. May be called more than once; throws to refuse.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The changed user; null if there is none.</returns>
    /// <exception cref="ApiException">409: the new name or an address is taken. 422: no active admin would be left.</exception>
    public Task<User?> UpdateAsync(string id, Func<User, User> change, CancellationToken cancellationToken) => WriteAsync(id, change, cancellationToken);

    /// <summary>Removes a user with its claims.</summary>
    /// <returns>False if there is none.</returns>
    /// <exception cref="ApiException">422: no active admin would be left.</exception>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) => await WriteAsync(id, static _ => null, cancellationToken) is not null;

    public void Dispose()
    {
        _writer.Dispose();
        _users.Dispose();
        _ids.Dispose();
    }

    // Gives the user as written; as it was if it was removed.
    private async Task<User?> WriteAsync(string id, Func<User, User?> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            if (await ReadRowAsync(id, cancellationToken) is not { } read) return null;
            var changed = change(read.User);
            if (ReferenceEquals(changed, read.User)) return changed;
            try
            {
                await _writer.CommitAsync(await ToWriteSetAsync(read.User, read.ETag, changed, cancellationToken), cancellationToken);
                Forget(read.User);
                if (changed is not null) Forget(changed);
                return changed ?? read.User;
            }
            catch (RequestFailedException conflict) when (conflict.Status == 409)
            {
                throw await TakenAsync(changed!, cancellationToken);
            }
            catch (RequestFailedException conflict) when (conflict.Status is 412 or 404)
            {
                // Somebody changed this user, or the other admin, in between: decide again on what stands there now.
            }
        }

        throw ApiException.Unavailable();
    }

    private async Task<WriteSet> ToWriteSetAsync(User user, ETag read, User? changed, CancellationToken cancellationToken)
    {
        var set = new WriteSet(UserRows.Partition);
        if (changed is null) set.Delete(UserRows.UserKey(user.Id), read);
        else set.Replace(UserRows.ToRow(changed), read);
        var before = UserRows.ClaimKeys(user);
        var after = changed is null ? [] : UserRows.ClaimKeys(changed);
        foreach (var key in after.Except(before, StringComparer.Ordinal)) set.Claim(UserRows.ClaimRow(key, user.Id));
        foreach (var key in before.Except(after, StringComparer.Ordinal))
        {
            set.Delete(key, ETag.All);
            if (key == UserRows.AdminKey(user.Id)) await KeepAnotherAdminAsync(set, key, cancellationToken);
        }

        return set;
    }

    // The other admin's row is written as it was read: if that one stops being an admin at the same time, one of the two transactions fails.
    private async Task KeepAnotherAdminAsync(WriteSet set, string key, CancellationToken cancellationToken)
    {
        await foreach (var row in _table.QueryAsync<TableEntity>(RowRange.Prefix(UserRows.Partition, UserRows.AdminPrefix), cancellationToken: cancellationToken))
        {
            if (row.RowKey == key) continue;
            set.Replace(UserRows.ClaimRow(row.RowKey, row.GetString("Id")!), row.ETag);
            return;
        }

        throw ApiException.Invalid("error-action-not-allowed", "Leaving the app without an active admin is not allowed", new { method = "removeUserFromRole", action = "Remove_last_admin" });
    }

    private async ValueTask<User?> FindByClaimAsync(string claimKey, CancellationToken cancellationToken)
    {
        if (!UserRows.IsPossible(claimKey)) return null;
        var id = await _ids.GetAsync(
            claimKey,
            async key =>
            {
                var found = await _table.GetEntityIfExistsAsync<TableEntity>(UserRows.Partition, key, cancellationToken: CancellationToken.None);
                return found.HasValue ? found.Value!.GetString("Id") : null;
            },
            cancellationToken);
        return id is null ? null : await FindAsync(id, cancellationToken);
    }

    private async Task<(User User, ETag ETag)?> ReadRowAsync(string id, CancellationToken cancellationToken)
    {
        var key = UserRows.UserKey(id);
        if (!UserRows.IsPossible(key)) return null;
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(UserRows.Partition, key, cancellationToken: cancellationToken);
        return found.HasValue ? (Read(found.Value!), found.Value!.ETag) : null;
    }

    private User Read(TableEntity row) => UserRows.Read(row).At(_time.GetUtcNow());

    private async Task<ApiException> TakenAsync(User user, CancellationToken cancellationToken)
    {
        _ids.Forget(UserRows.NameKey(user.Username));
        var owner = await FindByUsernameAsync(user.Username, cancellationToken);
        var isByAnother = owner is not null && owner.Id != user.Id;
        var taken = !isByAnother && user.Emails is [var email, ..] ? email.Address : user.Username;
        return ApiException.Conflict("error-field-unavailable", $"{taken} is already in use :(", new { field = taken });
    }

    private void Forget(User user)
    {
        _users.Forget(UserRows.UserKey(user.Id));
        foreach (var key in UserRows.ClaimKeys(user)) _ids.Forget(key);
    }
}
