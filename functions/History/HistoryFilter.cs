using Azure.Data.Tables;
using Gantry.Functions.Rest;

namespace Gantry.Functions.History;

/// <summary>Which entries of an integration are meant: all, or those of some states and of a span of time.</summary>
/// <param name="States">The states; empty for all.</param>
/// <param name="Since">The first instant; null for no bound.</param>
/// <param name="Until">The instant behind the last; null for no bound.</param>
internal sealed record HistoryFilter(IReadOnlyList<string> States, DateTimeOffset? Since, DateTimeOffset? Until)
{
    /// <summary>All entries.</summary>
    public static readonly HistoryFilter None = new([], null, null);

    /// <summary>Whether it leaves nothing out.</summary>
    public bool IsNone => States.Count == 0 && Since is null && Until is null;

    /// <summary>Reads <c>state</c> (one or several), <c>since</c> and <c>until</c> of a call.</summary>
    /// <exception cref="ApiException">400: a date is none; 422: there is no such state.</exception>
    public static HistoryFilter From(Parameters parameters)
    {
        var states = parameters.List("state") ?? [];
        foreach (var state in states)
            if (!DeliveryState.All.Contains(state, StringComparer.Ordinal))
                throw ApiException.Invalid("error-invalid-state", $"Invalid state; there are {string.Join(", ", DeliveryState.All)}", new { state });
        return new HistoryFilter(states, parameters.Date("since"), parameters.Date("until"));
    }

    /// <summary>The query of a partition: one range, whose rows the service filters by state.</summary>
    public string ToQuery(string partition)
    {
        // Later entries have smaller keys.
        var from = HistoryStore.EntryPrefix + (Until is { } until ? TimeOrderedId.Prefix(until.AddTicks(-1)) : "");
        var to = Since is { } since ? HistoryStore.EntryPrefix + TimeOrderedId.Prefix(since.AddTicks(-1)) : HistoryStore.EntryPrefix + "~";
        var range = RowRange.Between(partition, from, to);
        return States.Count == 0 ? range : $"{range} and ({string.Join(" or ", States.Select(state => TableClient.CreateQueryFilter($"State eq {state}")))})";
    }
}
