using Azure;
using Azure.Data.Tables;
using Gantry.Functions.Commands.Execution;
using Gantry.Functions.History;
using Gantry.Functions.Hosting;
using Gantry.Shared.Storage.GroupCommit;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Commands.Responses;

/// <summary>
/// The addresses for later answers (seed 000's <c>response_url</c>): each takes <see cref="CommandOptions.MaxResponses"/> within
/// <see cref="CommandOptions.ResponseLifetime"/>, bound to command, room, user and thread. Its row lies among the claims of the command's history, which are
/// deleted a day after; answers are counted in it under its ETag, so never more are taken, however many come at once and to however many instances.
/// </summary>
internal sealed class ResponseUrls(HistoryStore history, IHttpContextAccessor http, IOptions<WorkspaceOptions> workspace, IOptions<CommandOptions> options, TimeProvider time) : IDisposable
{
    /// <summary>Where the addresses begin.</summary>
    public const string Path = "/hooks/commands/";

    private const string RowPrefix = HistoryStore.ClaimPrefix + "response-";

    // Those that come at once here take turns, else each would spoil the others' ETag.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <summary>A new address, and the row that makes it good.</summary>
    public (string Url, TableEntity Row) New(Command command, string entryId, CommandCall call, DateTimeOffset now)
    {
        var token = ResponseToken.New(command.Id, entryId);
        var row = new TableEntity(HistoryStore.PartitionOf(command.Id), RowPrefix + entryId)
        {
            ["Hash"] = token.Hash,
            ["UserId"] = call.User.Id,
            ["RoomId"] = call.Room.Id,
            ["Tmid"] = call.Tmid,
            ["Responses"] = 0,
            ["CreatedAt"] = now,
        };
        return (BaseUrl() + Path + token, row);
    }

    /// <summary>Where the answers of a token belong, as long as it is good.</summary>
    /// <exception cref="ApiException">404: it is not, its time is over, or it has taken all that it takes.</exception>
    public async Task<AnswerPlace> FindAsync(ResponseToken token, CancellationToken cancellationToken) => PlaceOf(await ReadAsync(token, cancellationToken));

    /// <summary>Takes one of the answers that a token has left.</summary>
    /// <returns>How many are left then.</returns>
    /// <exception cref="ApiException">As for <see cref="FindAsync"/>.</exception>
    public async Task<int> TakeAsync(ResponseToken token, CancellationToken cancellationToken)
    {
        var turn = _turns[(uint)StringComparer.Ordinal.GetHashCode(token.EntryId) % _turns.Length];
        await turn.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                var row = await ReadAsync(token, cancellationToken);
                var taken = row.GetInt32("Responses")!.Value + 1;
                if (await TryCountAsync(row, taken, cancellationToken)) return options.Value.MaxResponses - taken;
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => Array.ForEach(_turns, turn => turn.Dispose());

    private async Task<TableEntity> ReadAsync(ResponseToken token, CancellationToken cancellationToken)
    {
        var found = await history.Table.GetEntityIfExistsAsync<TableEntity>(HistoryStore.PartitionOf(token.CommandId), RowPrefix + token.EntryId, cancellationToken: cancellationToken);
        if (!found.HasValue || !token.IsOf(found.Value!.GetString("Hash")!)) throw Unknown();
        if (time.GetUtcNow() - found.Value.GetDateTimeOffset("CreatedAt") >= options.Value.ResponseLifetime) throw ApiException.NotFound("error-response-url-expired", "This response_url takes no more answers: its time is over.");
        return found.Value.GetInt32("Responses") < options.Value.MaxResponses ? found.Value : throw ApiException.NotFound("error-response-url-used", $"This response_url takes no more answers: it has taken {options.Value.MaxResponses}.");
    }

    private async Task<bool> TryCountAsync(TableEntity row, int taken, CancellationToken cancellationToken)
    {
        try
        {
            await history.Writer.CommitAsync(new WriteSet(row.PartitionKey).Merge(new TableEntity(row.PartitionKey, row.RowKey) { ["Responses"] = taken }, row.ETag), cancellationToken);
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status is 412 or 404)
        {
            return false;
        }
    }

    /// <summary>There is no such address.</summary>
    public static ApiException Unknown() => ApiException.NotFound("error-response-url-not-found", "There is no such response_url.");

    private static AnswerPlace PlaceOf(TableEntity row) => new(row.GetString("UserId")!, row.GetString("RoomId")!, row.GetString("Tmid"));

    // Without a public address, the one by which the caller of the command reached this server.
    private string BaseUrl() => workspace.Value.SiteUrl?.TrimEnd('/')
        ?? (http.HttpContext?.Request is { } request ? $"{request.Scheme}://{request.Host}{request.PathBase}" : "http://" + workspace.Value.TeamDomain());
}
