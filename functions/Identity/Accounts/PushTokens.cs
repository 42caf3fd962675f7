using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Identity.Accounts;

/// <summary>
/// <c>push.token</c> (<c>rocket-chat-behaviour.md</c> 7.8): devices of a user, kept in its partition of the table <c>tokens</c> as <c>d|hash</c>, so that
/// mobile clients can register and take back theirs. Gantry itself sends no push messages.
/// </summary>
internal sealed class PushTokens(StorageAccount storage, TimeProvider time)
{
    private const int MaxValue = 4096;
    private const int MaxDevices = 20;

    private readonly TableClient _table = storage.Table("tokens");

    /// <summary>Keeps a device; the oldest of too many goes.</summary>
    public async Task<IResult> AddAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var type = parameters.FirstString("type") is { } known && (known is "apn" or "gcm") ? known : throw Missing("type");
        var value = parameters.FirstString("value") is { Length: <= MaxValue } token ? token : throw Missing("token", "value");
        var appName = parameters.FirstString("appName") is { Length: <= 200 } app ? app : throw Missing("appName");
        var now = time.GetUtcNow();
        var device = new Device(parameters.FirstString("id") ?? RandomId.New(), new Dictionary<string, string>(StringComparer.Ordinal) { [type] = value }, appName, caller.User.Id, now);
        UserRules.Short("id", device.Id, 100);
        await _table.UpsertEntityAsync(JsonRow.Create(Partition(caller), RowKey(value), JsonSerializer.Serialize(device, RestJson.Options)), TableUpdateMode.Replace, cancellationToken);
        await TrimAsync(caller, cancellationToken);
        return Results.Ok(new { result = device, success = true });
    }

    /// <summary>Forgets a device.</summary>
    public async Task<IResult> RemoveAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        var value = parameters.FirstString("token") is { Length: <= MaxValue } token ? token : throw Missing("token");
        using var deleted = await _table.DeleteEntityAsync(Partition(caller), RowKey(value), cancellationToken: cancellationToken);
        return deleted.Status == 404 ? throw ApiException.NotFound("error-token-not-found", "Resource not found") : Results.Ok(new { success = true });
    }

    private async Task TrimAsync(Caller caller, CancellationToken cancellationToken)
    {
        var rows = await _table.QueryAsync<TableEntity>(RowRange.Prefix(Partition(caller), "d|"), cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        foreach (var row in rows.OrderByDescending(row => row.Timestamp).Skip(MaxDevices)) await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
    }

    private static string Partition(Caller caller) => StorageKey.Encode(caller.User.Id);

    private static string RowKey(string value) => "d|" + Token.HashOf(value);

    private static ApiException Missing(string name, string? key = null) =>
        new(400, $"error-{name}-param-not-valid", $"The required \"{key ?? name}\" body param is missing or invalid. [error-{name}-param-not-valid]", new { key = key ?? name });

    private sealed record Device(
        [property: JsonPropertyName("_id")] string Id, IReadOnlyDictionary<string, string> Token, string AppName, string UserId, [property: JsonPropertyName("_updatedAt")] DateTimeOffset UpdatedAt);
}
