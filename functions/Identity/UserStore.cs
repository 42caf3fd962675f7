using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Gantry.Functions.Rest;
using Gantry.Shared.Storage.GroupCommit;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity;

/// <summary>
/// Users in the table <c>users</c>. A user and the claims on the name and the addresses lie in one partition, so a transaction makes, renames or removes
/// them together: a name is taken exactly while its user exists, and nothing is ever left to repair.
/// Rows: <c>u|id</c> the user, <c>n|name</c> and <c>e|address</c> the id of its owner.
/// </summary>
internal sealed class UserStore : IDisposable
{
    private const string Partition = "users";
    private const int MaxAttempts = 10;

    private readonly TableClient _table;
    private readonly GroupCommitWriter _writer;
    private readonly ReadCache<User> _users;
    private readonly ReadCache<string> _ids;

    public UserStore(StorageAccount storage, IOptions<GroupCommitOptions> commit, IOptions<IdentityOptions> options, TimeProvider time)
    {
        _table = storage.Table("users");
        _writer = new GroupCommitWriter(_table, commit.Value, time);
        var lifetime = TimeSpan.FromSeconds(options.Value.CacheSeconds);
        _users = new ReadCache<User>(lifetime, 50_000);
        _ids = new ReadCache<string>(lifetime, 50_000);
    }

    /// <summary>A user by id, as read within the last <see cref="IdentityOptions.CacheSeconds"/>.</summary>
    public ValueTask<User?> FindAsync(string id, CancellationToken cancellationToken) =>
        _users.GetAsync(UserKey(id), async key => (await ReadAsync(key, CancellationToken.None))?.User, cancellationToken);

    /// <summary>A user by name, whatever its case.</summary>
    public ValueTask<User?> FindByUsernameAsync(string username, CancellationToken cancellationToken) => FindByClaimAsync(NameKey(username), cancellationToken);

    /// <summary>A user by address, whatever its case.</summary>
    public ValueTask<User?> FindByEmailAsync(string address, CancellationToken cancellationToken) => FindByClaimAsync(EmailKey(address), cancellationToken);

    /// <summary>A user by id, else by name.</summary>
    public async ValueTask<User?> FindByIdOrUsernameAsync(string idOrName, CancellationToken cancellationToken) =>
        await FindByUsernameAsync(idOrName, cancellationToken) ?? await FindAsync(idOrName, cancellationToken);

    /// <summary>All users, by id: one range read.</summary>
    public async Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken)
    {
        List<User> users = [];
        await foreach (var row in _table.QueryAsync<TableEntity>(RowRange.Prefix(Partition, "u|"), cancellationToken: cancellationToken)) users.Add(Deserialize(row));
        return users;
    }

    /// <summary>Makes a user.</summary>
    /// <exception cref="ApiException">409: the name or an address is taken.</exception>
    public async Task CreateAsync(User user, CancellationToken cancellationToken)
    {
        var set = new WriteSet(Partition).Claim(ToRow(user));
        foreach (var key in ClaimKeys(user)) set.Claim(ClaimRow(key, user.Id));
        try
        {
            await _writer.CommitAsync(set, cancellationToken);
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            throw await TakenAsync(user, cancellationToken);
        }

        Forget(user);
    }

    /// <summary>Changes a user that must be as it was read; a change between is read again.</summary>
    /// <param name="id">The user.</param>
    /// <param name="change">Gives the changed user; the same object means no change.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The changed user; null if there is none.</returns>
    /// <exception cref="ApiException">409: the new name or an address is taken.</exception>
    public async Task<User?> UpdateAsync(string id, Func<User, User> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await ReadAsync(UserKey(id), cancellationToken) is not { } read) return null;
            var changed = change(read.User);
            if (ReferenceEquals(changed, read.User)) return changed;
            var (before, after) = (ClaimKeys(read.User).ToHashSet(StringComparer.Ordinal), ClaimKeys(changed).ToHashSet(StringComparer.Ordinal));
            var set = new WriteSet(Partition).Replace(ToRow(changed), read.ETag);
            foreach (var key in after.Except(before, StringComparer.Ordinal)) set.Claim(ClaimRow(key, id));
            foreach (var key in before.Except(after, StringComparer.Ordinal)) set.Delete(key, ETag.All);
            try
            {
                await _writer.CommitAsync(set, cancellationToken);
                Forget(read.User);
                Forget(changed);
                return changed;
            }
            catch (RequestFailedException conflict) when (conflict.Status == 409)
            {
                throw await TakenAsync(changed, cancellationToken);
            }
            catch (RequestFailedException conflict) when (conflict.Status is 412 or 404 && attempt < MaxAttempts)
            {
                // Somebody changed the user in between: decide again on what stands there now.
            }
        }
    }

    /// <summary>Removes a user with its claims.</summary>
    /// <returns>False if there is none.</returns>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await ReadAsync(UserKey(id), cancellationToken) is not { } read) return false;
            var set = new WriteSet(Partition).Delete(UserKey(id), read.ETag);
            foreach (var key in ClaimKeys(read.User)) set.Delete(key, ETag.All);
            try
            {
                await _writer.CommitAsync(set, cancellationToken);
                Forget(read.User);
                return true;
            }
            catch (RequestFailedException conflict) when (conflict.Status is 412 or 404 && attempt < MaxAttempts)
            {
                // Changed in between: remove what stands there now.
            }
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        _users.Dispose();
        _ids.Dispose();
    }

    private async ValueTask<User?> FindByClaimAsync(string claimKey, CancellationToken cancellationToken)
    {
        var id = await _ids.GetAsync(
            claimKey,
            async key =>
            {
                var found = await _table.GetEntityIfExistsAsync<TableEntity>(Partition, key, cancellationToken: CancellationToken.None);
                return found.HasValue ? found.Value!.GetString("Id") : null;
            },
            cancellationToken);
        return id is null ? null : await FindAsync(id, cancellationToken);
    }

    private async Task<(User User, ETag ETag)?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(Partition, key, cancellationToken: cancellationToken);
        return found.HasValue ? (Deserialize(found.Value!), found.Value!.ETag) : null;
    }

    private async Task<ApiException> TakenAsync(User user, CancellationToken cancellationToken)
    {
        _ids.Forget(NameKey(user.Username));
        var owner = await FindByUsernameAsync(user.Username, cancellationToken);
        var taken = owner is not null && owner.Id != user.Id ? user.Username : user.Emails is [var first, ..] ? first.Address : user.Username;
        return ApiException.Conflict("error-field-unavailable", $"{taken} is already in use :(", new { field = taken });
    }

    private void Forget(User user)
    {
        _users.Forget(UserKey(user.Id));
        foreach (var key in ClaimKeys(user)) _ids.Forget(key);
    }

    private static IEnumerable<string> ClaimKeys(User user) => user.Emails.Select(email => EmailKey(email.Address)).Prepend(NameKey(user.Username)).Distinct(StringComparer.Ordinal);

    private static TableEntity ToRow(User user) => JsonRow.Create(Partition, UserKey(user.Id), JsonSerializer.Serialize(user, RestJson.Options));

    private static TableEntity ClaimRow(string key, string id) => new(Partition, key) { ["Id"] = id };

    private static User Deserialize(TableEntity row) => JsonSerializer.Deserialize<User>(JsonRow.Read(row), RestJson.Options)!;

    private static string UserKey(string id) => "u|" + StorageKey.Encode(id);

    private static string NameKey(string name) => "n|" + StorageKey.Fold(name);

    private static string EmailKey(string address) => "e|" + StorageKey.Fold(address);
}
