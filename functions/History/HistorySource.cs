namespace Gantry.Functions.History;

/// <summary>A kind of record that has a history, so that its upkeep finds them all.</summary>
/// <param name="ListAsync">The ids of the records that there are.</param>
internal sealed record HistorySource(Func<CancellationToken, Task<IEnumerable<string>>> ListAsync);
