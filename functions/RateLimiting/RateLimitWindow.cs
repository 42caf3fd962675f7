using Azure;
using Azure.Data.Tables;

namespace Gantry.Functions.RateLimiting;

/// <summary>
/// The row of one key: which minute it counts, and how many calls of that minute are given away. It is only ever written under its ETag, so the instances
/// together never give away more than the limit; a new minute overwrites the old one, so there is one row a key for ever.
/// </summary>
internal sealed class RateLimitWindow(TableClient table, string partitionKey, ServiceClock clock)
{
    private const string RowKey = "window";
    private const int MaxAttempts = 50;

    private ETag _etag;
    private long _minute;
    private int _given;
    private bool _isKnown;

    /// <summary>Takes up to so many calls of a minute.</summary>
    /// <returns>How many it got, 0 if the minute is full, and how many are left in the row for all.</returns>
    public async Task<(int Taken, int Left)> TakeAsync(long minute, int wanted, int limit, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (!_isKnown) await ReadAsync(cancellationToken);

            // An instance whose clock runs ahead may have begun the next minute: that one counts, or its calls would be given twice.
            var counted = Math.Max(minute, _minute);
            var given = _minute == counted ? _given : 0;
            var taken = Math.Min(wanted, limit - given);
            if (taken <= 0) return (0, 0);
            try
            {
                await WriteAsync(counted, given + taken, cancellationToken);
                return (taken, limit - given - taken);
            }
            catch (RequestFailedException conflict) when (conflict.Status is 409 or 412 && attempt < MaxAttempts)
            {
                // Another instance took some in between. A resend of our own write looks the same: it costs calls, and gives none too many.
                _isKnown = false;
            }
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partitionKey, RowKey, cancellationToken: cancellationToken);
        if (found.HasValue) (_etag, _minute, _given) = (found.Value!.ETag, found.Value.GetInt64("Minute") ?? 0, found.Value.GetInt32("Given") ?? 0);
        else (_etag, _minute, _given) = (default, 0, 0);
        clock.Observe(found.GetRawResponse());
        _isKnown = true;
    }

    private async Task WriteAsync(long minute, int given, CancellationToken cancellationToken)
    {
        var row = new TableEntity(partitionKey, RowKey) { ["Minute"] = minute, ["Given"] = given };
        var response = _etag == default
            ? await table.AddEntityAsync(row, cancellationToken)
            : await table.UpdateEntityAsync(row, _etag, TableUpdateMode.Replace, cancellationToken);
        clock.Observe(response);
        (_etag, _minute, _given) = (response.Headers.ETag ?? default, minute, given);
    }
}
