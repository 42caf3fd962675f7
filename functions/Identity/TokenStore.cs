using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Gantry.Functions.Rest;
using Gantry.Shared.Storage.GroupCommit;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity;

/// <summary>
/// Tokens in the table <c>tokens</c>, a partition a user. Rows: <c>t|hash</c> the token; <c>p|hash of the name</c> the personal access token of that name again,
/// written in the same transaction, so that a name is used once.
/// </summary>
internal sealed class TokenStore(StorageAccount storage, IOptions<GroupCommitOptions> commit, IOptions<IdentityOptions> options, TimeProvider time)
    : IRevocableAccess, IDisposable
{
    /// <summary>Characters of a user's id or a secret at most: longer ones cannot be keys, and are not ours.</summary>
    private const int MaxLength = 100;

    private readonly TableClient _table = storage.Table("tokens");
    private readonly GroupCommitWriter _writer = new(storage.Table("tokens"), commit.Value, time);
    private readonly ReadCache<Token> _tokens = new(TimeSpan.FromSeconds(options.Value.CacheSeconds), 50_000);

    /// <summary>The token that a secret stands for; null if there is none or it has ended.</summary>
    public ValueTask<Token?> FindAsync(string userId, string secret, CancellationToken cancellationToken) => userId.Length is 0 or > MaxLength || secret.Length > MaxLength
        ? ValueTask.FromResult<Token?>(null)
        : FindByHashAsync(userId, Token.HashOf(secret), cancellationToken);

    /// <summary>A token that was found before, as it is now; null if it has ended.</summary>
    public ValueTask<Token?> FindAsync(Token known, CancellationToken cancellationToken) => FindByHashAsync(known.UserId, known.Hash, cancellationToken);

    /// <summary>The personal access token of a name, as it is stored now; null if there is none.</summary>
    public Task<Token?> FindByNameAsync(string userId, string name, CancellationToken cancellationToken) =>
        ReadAsync(StorageKey.Encode(userId), NameKey(name), cancellationToken);

    /// <summary>Stores a token; a named one only if the user has none of that name.</summary>
    /// <returns>False if the name is taken.</returns>
    public async Task<bool> AddAsync(Token token, CancellationToken cancellationToken)
    {
        var set = new WriteSet(StorageKey.Encode(token.UserId)).Put(ToRow(token, TokenKey(token.Hash)));
        if (token.Name is not null) set.Claim(ToRow(token, NameKey(token.Name)));
        try
        {
            await _writer.CommitAsync(set, cancellationToken);
            Forget(token);
            return true;
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            return false;
        }
    }

    /// <summary>All tokens of a user, oldest first, ended ones too.</summary>
    public async Task<IReadOnlyList<Token>> ListAsync(string userId, CancellationToken cancellationToken)
    {
        List<Token> tokens = [];
        var rows = _table.QueryAsync<TableEntity>(RowRange.Prefix(StorageKey.Encode(userId), "t|"), cancellationToken: cancellationToken);
        await foreach (var row in rows) tokens.Add(Deserialize(row));
        return [.. tokens.OrderBy(token => token.CreatedAt)];
    }

    /// <summary>Puts a token in another's place, in one transaction: at any time exactly one of the two is there.</summary>
    /// <returns>False if the old one is gone.</returns>
    public async Task<bool> ReplaceAsync(Token old, Token token, CancellationToken cancellationToken)
    {
        var set = new WriteSet(StorageKey.Encode(old.UserId)).Delete(TokenKey(old.Hash), ETag.All).Put(ToRow(token, TokenKey(token.Hash)));
        if (token.Name is not null) set.Put(ToRow(token, NameKey(token.Name)));
        return await TryRemoveAsync(set, old, cancellationToken);
    }

    /// <summary>Removes tokens; those that are gone already do not matter.</summary>
    public Task RemoveAsync(IEnumerable<Token> tokens, CancellationToken cancellationToken) => Task.WhenAll(tokens.Select(token =>
    {
        var set = new WriteSet(StorageKey.Encode(token.UserId)).Delete(TokenKey(token.Hash), ETag.All);
        if (token.Name is not null) set.Delete(NameKey(token.Name), ETag.All);
        return TryRemoveAsync(set, token, cancellationToken);
    }));

    /// <summary>Removes the tokens of a user that a condition picks.</summary>
    public async Task RemoveWhereAsync(string userId, Func<Token, bool> condition, CancellationToken cancellationToken) =>
        await RemoveAsync((await ListAsync(userId, cancellationToken)).Where(condition), cancellationToken);

    /// <inheritdoc/>
    public Task RevokeAllAsync(string userId, CancellationToken cancellationToken) => RemoveWhereAsync(userId, static _ => true, cancellationToken);

    public void Dispose()
    {
        _writer.Dispose();
        _tokens.Dispose();
    }

    private async ValueTask<Token?> FindByHashAsync(string userId, string hash, CancellationToken cancellationToken)
    {
        var (partition, row) = (StorageKey.Encode(userId), TokenKey(hash));
        var token = await _tokens.GetAsync(partition + " " + row, _ => ReadAsync(partition, row, CancellationToken.None), cancellationToken);
        return token is null || token.ExpiresAt <= time.GetUtcNow() ? null : token;
    }

    private async Task<bool> TryRemoveAsync(WriteSet set, Token token, CancellationToken cancellationToken)
    {
        try
        {
            await _writer.CommitAsync(set, cancellationToken);
            return true;
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return false;
        }
        finally
        {
            Forget(token);
        }
    }

    private async Task<Token?> ReadAsync(string partition, string row, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken);
        return found.HasValue ? Deserialize(found.Value!) : null;
    }

    private void Forget(Token token) => _tokens.Forget(StorageKey.Encode(token.UserId) + " " + TokenKey(token.Hash));

    private static TableEntity ToRow(Token token, string key) => JsonRow.Create(StorageKey.Encode(token.UserId), key, JsonSerializer.Serialize(token, RestJson.Options));

    private static Token Deserialize(TableEntity row) => JsonSerializer.Deserialize<Token>(JsonRow.Read(row), RestJson.Options)!;

    private static string TokenKey(string hash) => "t|" + hash;

    // Hashed, because people name tokens as they like and a key may not be any text.
    private static string NameKey(string name) => "p|" + Token.HashOf(name);
}
