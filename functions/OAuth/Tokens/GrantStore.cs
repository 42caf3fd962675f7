using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Shared.Storage.GroupCommit;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.OAuth.Tokens;

/// <summary>
/// Grants and consents in the table <c>tokens</c>, in their user's partition. Rows: <c>g|id</c> the grant; <c>c|client id</c> what the user allowed a client.
/// </summary>
internal sealed class GrantStore(StorageAccount storage, IOptions<GroupCommitOptions> commit, IOptions<IdentityOptions> options, TimeProvider time) : IRevocableAccess, IDisposable
{
    private readonly TableClient _table = storage.Table("tokens");
    private readonly GroupCommitWriter _writer = new(storage.Table("tokens"), commit.Value, time);
    private readonly ReadCache<Grant> _byAccessToken = new(TimeSpan.FromSeconds(options.Value.CacheSeconds), 50_000);

    /// <summary>A grant as it is stored now, and its ETag; null if there is none.</summary>
    public async Task<(Grant Grant, ETag Read)?> ReadAsync(GrantSecret secret, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(StorageKey.Encode(secret.UserId), GrantKey(secret.GrantId), cancellationToken: cancellationToken);
        return found.HasValue ? (Deserialize<Grant>(found.Value!), found.Value!.ETag) : null;
    }

    /// <summary>The grant that an access token is of, as read within the last <see cref="IdentityOptions.CacheSeconds"/>; null if the token is not good.</summary>
    public async ValueTask<Grant?> FindByAccessTokenAsync(GrantSecret secret, CancellationToken cancellationToken)
    {
        // Kept by token, not by grant: a token that was made just now must not meet what was read before it.
        var grant = await _byAccessToken.GetAsync(CacheKey(secret.UserId, secret.Hash), async _ => (await ReadAsync(secret, CancellationToken.None))?.Grant, cancellationToken);
        return grant?.Access is { } access && access.Hash == secret.Hash && access.ExpiresAt > time.GetUtcNow() ? grant : null;
    }

    /// <summary>Stores a new grant together with the user's consent to it.</summary>
    public Task AddAsync(Grant grant, Consent consent, CancellationToken cancellationToken)
    {
        var partition = StorageKey.Encode(grant.UserId);
        return _writer.CommitAsync(new WriteSet(partition).Put(ToRow(partition, GrantKey(grant.Id), grant)).Put(ToRow(partition, ConsentKey(consent.ClientId), consent)), cancellationToken);
    }

    /// <summary>Replaces a grant that must be as it was read.</summary>
    /// <returns>False if somebody else changed or removed it.</returns>
    public Task<bool> ReplaceAsync(Grant grant, Grant next, ETag read, CancellationToken cancellationToken)
    {
        var partition = StorageKey.Encode(grant.UserId);
        return TryCommitAsync(new WriteSet(partition).Replace(ToRow(partition, GrantKey(next.Id), next), read), grant, cancellationToken);
    }

    /// <summary>Removes a grant, and with it every token of it; one that is gone already does not matter.</summary>
    public Task RemoveAsync(Grant grant, CancellationToken cancellationToken) =>
        TryCommitAsync(new WriteSet(StorageKey.Encode(grant.UserId)).Delete(GrantKey(grant.Id), ETag.All), grant, cancellationToken);

    /// <summary>All grants of a user, oldest first, ended ones too.</summary>
    public async Task<IReadOnlyList<Grant>> ListAsync(string userId, CancellationToken cancellationToken) =>
        [.. (await ListAsync<Grant>(userId, "g|", cancellationToken)).OrderBy(grant => grant.CreatedAt)];

    /// <summary>What a user allowed a client; null for nothing.</summary>
    public async Task<Consent?> FindConsentAsync(string userId, string clientId, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(StorageKey.Encode(userId), ConsentKey(clientId), cancellationToken: cancellationToken);
        return found.HasValue ? Deserialize<Consent>(found.Value!) : null;
    }

    /// <inheritdoc/>
    public async Task RevokeAllAsync(string userId, CancellationToken cancellationToken)
    {
        var (partition, consents) = (StorageKey.Encode(userId), await ListAsync<Consent>(userId, "c|", cancellationToken));
        await Task.WhenAll(consents.Select(consent => TryCommitAsync(new WriteSet(partition).Delete(ConsentKey(consent.ClientId), ETag.All), null, cancellationToken)));
        await Task.WhenAll((await ListAsync(userId, cancellationToken)).Select(grant => RemoveAsync(grant, cancellationToken)));
    }

    public void Dispose()
    {
        _writer.Dispose();
        _byAccessToken.Dispose();
    }

    private async Task<bool> TryCommitAsync(WriteSet set, Grant? before, CancellationToken cancellationToken)
    {
        try
        {
            await _writer.CommitAsync(set, cancellationToken);
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status is 404 or 412)
        {
            return false;
        }
        finally
        {
            if (before?.Access is { } access) _byAccessToken.Forget(CacheKey(before.UserId, access.Hash));
        }
    }

    private async Task<List<T>> ListAsync<T>(string userId, string prefix, CancellationToken cancellationToken)
    {
        List<T> records = [];
        await foreach (var row in _table.QueryAsync<TableEntity>(RowRange.Prefix(StorageKey.Encode(userId), prefix), cancellationToken: cancellationToken)) records.Add(Deserialize<T>(row));
        return records;
    }

    private static TableEntity ToRow<T>(string partition, string key, T record) => JsonRow.Create(partition, key, JsonSerializer.Serialize(record, RestJson.Options));

    private static T Deserialize<T>(TableEntity row) => JsonSerializer.Deserialize<T>(JsonRow.Read(row), RestJson.Options)!;

    private static string CacheKey(string userId, string hash) => StorageKey.Encode(userId) + " " + hash;

    private static string GrantKey(string id) => "g|" + StorageKey.Encode(id);

    private static string ConsentKey(string clientId) => "c|" + StorageKey.Encode(clientId);
}
