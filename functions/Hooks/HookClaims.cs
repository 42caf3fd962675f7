using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Gantry.Functions.History;
using Gantry.Functions.Rest;
using Gantry.Shared.Security.Signatures;
using Gantry.Shared.Storage.GroupCommit;

namespace Gantry.Functions.Hooks;

/// <summary>
/// Makes calls with a key happen once (design 5). The claim is written before the messages, whose ids it fixes; the history entry and the answer, in one
/// transaction, after them. A repeat returns the answer, or completes what a crash left; claims live 24 hours.
/// </summary>
internal sealed class HookClaims(HistoryStore history, TimeProvider time)
{
    private static readonly string[] KeyHeaders = ["Idempotency-Key", .. SignaturePreset.DeliveryHeaders];

    /// <summary>Whether a header carries a key.</summary>
    public static bool IsKey(string header) => KeyHeaders.Contains(header, StringComparer.OrdinalIgnoreCase);

    /// <summary>The key that a call came with, or null.</summary>
    public static string? KeyOf(HookCall call)
    {
        foreach (var header in KeyHeaders)
            if (call.Header(header) is { } value) return header + ":" + value;
        return null;
    }

    /// <summary>Claims a key, or finds who has.</summary>
    /// <param name="integrationId">The integration.</param>
    /// <param name="key">The key.</param>
    /// <param name="body">The body.</param>
    /// <param name="messageIds">What this call is going to post, if it is the first.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The claim that holds, and whether it is this call's own.</returns>
    /// <exception cref="ApiException">422: the key was used with another body.</exception>
    public async Task<(HookClaim Claim, bool IsNew)> OpenAsync(string integrationId, string key, byte[] body, IReadOnlyDictionary<string, string> messageIds, CancellationToken cancellationToken)
    {
        var (partition, rowKey) = (HistoryStore.PartitionOf(integrationId), RowKey(key));
        var claim = new HookClaim(Convert.ToHexStringLower(SHA256.HashData(body)), messageIds);
        while (true)
        {
            try
            {
                await history.Writer.CommitAsync(new WriteSet(partition).Claim(ToRow(partition, rowKey, claim)), cancellationToken);
                return (claim, true);
            }
            catch (RequestFailedException taken) when (taken.Status == 409)
            {
                var found = await history.Table.GetEntityIfExistsAsync<TableEntity>(partition, rowKey, cancellationToken: cancellationToken);
                if (!found.HasValue) continue;
                var row = found.Value!;
                if (row.GetDateTimeOffset("CreatedAt") < time.GetUtcNow() - HistoryStore.ClaimLifetime)
                {
                    await ExpireAsync(row, cancellationToken);
                    continue;
                }

                var holder = JsonSerializer.Deserialize<HookClaim>(JsonRow.Read(row), RestJson.Options)!;
                if (holder.BodyHash != claim.BodyHash) throw ApiException.Invalid("error-idempotency-key-reused", "This key came with another body before");
                return (holder, false);
            }
        }
    }

    /// <summary>The row that finishes a claim, to be written with the history entry.</summary>
    public TableEntity Finish(string integrationId, string key, HookClaim claim, string answer) =>
        ToRow(HistoryStore.PartitionOf(integrationId), RowKey(key), claim with { Answer = answer });

    private async Task ExpireAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await history.Writer.CommitAsync(new WriteSet(row.PartitionKey).Delete(row.RowKey, row.ETag), cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.Status is 404 or 412)
        {
            // Another repeat was faster; the next turn sees what it left.
        }
    }

    private TableEntity ToRow(string partition, string rowKey, HookClaim claim)
    {
        var row = JsonRow.Create(partition, rowKey, JsonSerializer.Serialize(claim, RestJson.Options));
        row["CreatedAt"] = time.GetUtcNow();
        return row;
    }

    private static string RowKey(string key) => HistoryStore.ClaimPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
