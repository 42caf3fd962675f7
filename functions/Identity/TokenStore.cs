using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Gantry.Functions.Rest;
using Gantry.Shared.Storage.GroupCommit;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity;

/// <summary>
/// Tokens in the table <c>tokens</c>, a partition a user. Rows: <c>t|hash</c> the token; <c>p|name</c> the hash of the personal access token of that name,
/// written in the same transaction, so that a name is used once.
/// </summary>
internal sealed class TokenStore(StorageAccount storage, IOptions<GroupCommitOptions> commit, IOptions<IdentityOptions> options, TimeProvider time) : IDisposable
{
    private readonly TableClient _table = storage.Table("tokens");
    private readonly GroupCommitWriter _writer = new(storage.Table("tokens"), commit.Value, time);
    private readonly ReadCache<Token> _tokens = new(TimeSpan.FromSeconds(options.Value.CacheSeconds), 50_000);

    /// <summary>The token that a secret stands for; null if there is none or it has ended.</summary>
    public async ValueTask<Token?> FindAsync(string userId, string secret, CancellationToken cancellationToken)
    {
        var (partition, row) = (StorageKey.Encode(userId), TokenKey(Token.HashOf(secret)));
        var token = await _tokens.GetAsync(
            partition + " " + row,
            async _ =>
            {
                var found = await _table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: CancellationToken.None);
                return found.HasValue ? Deserialize(found.Value!) : null;
            },
            cancellationToken);
        return token is null || token.ExpiresAt <= time.GetUtcNow() ? null : token;
    }

    /// <summary>Stores a token; a named one only if the user has none of that name.</summary>
    /// <returns>False if the name is taken.</returns>
    public async Task<bool> AddAsync(Token token, CancellationToken cancellationToken)
    {
        var set = new WriteSet(StorageKey.Encode(token.UserId)).Put(ToRow(token));
        if (token.Name is not null) set.Claim(new TableEntity(set.PartitionKey, NameKey(token.Name)) { ["Hash"] = token.Hash });
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

    /// <summary>Removes tokens; those that are gone already do not matter.</summary>
    public async Task RemoveAsync(IEnumerable<Token> tokens, CancellationToken cancellationToken)
    {
        foreach (var token in tokens)
        {
            var set = new WriteSet(StorageKey.Encode(token.UserId)).Delete(TokenKey(token.Hash), ETag.All);
            if (token.Name is not null) set.Delete(NameKey(token.Name), ETag.All);
            try
            {
                await _writer.CommitAsync(set, cancellationToken);
            }
            catch (RequestFailedException gone) when (gone.Status == 404)
            {
                // Removed by somebody else, which is what was wanted.
            }

            Forget(token);
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        _tokens.Dispose();
    }

    private void Forget(Token token) => _tokens.Forget(StorageKey.Encode(token.UserId) + " " + TokenKey(token.Hash));

    private static TableEntity ToRow(Token token) =>
        JsonRow.Create(StorageKey.Encode(token.UserId), TokenKey(token.Hash), JsonSerializer.Serialize(token, RestJson.Options));

    private static Token Deserialize(TableEntity row) => JsonSerializer.Deserialize<Token>(JsonRow.Read(row), RestJson.Options)!;

    private static string TokenKey(string hash) => "t|" + hash;

    private static string NameKey(string name) => "p|" + StorageKey.Encode(name);
}
