using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace Gantry.Shared.Storage.Snapshots;

/// <summary>
/// The row that makes a partition's changes a sequence: the number of the last change, the commit that made it, and the ids that the last changes
/// touched. It lies in the partition and transaction of every change, so whoever reads it knows exactly which rows to read again.
/// </summary>
internal sealed record VersionRow(long Version, string Commit, IReadOnlyList<(long Version, string Id)> Recent, ETag ETag)
{
    public const string RowKey = "version";

    /// <summary>Changed ids that are remembered.</summary>
    public const int MaxRecent = 500;

    public static VersionRow None { get; } = new(0, "", [], default);

    public static VersionRow Read(TableEntity row)
    {
        var recent = (row.GetString("Recent") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2))
            .Select(parts => (long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]));
        return new VersionRow(row.GetInt64("Version") ?? 0, row.GetString("CommitId") ?? "", [.. recent], row.ETag);
    }

    public VersionRow Next(IEnumerable<string> ids, string commit)
    {
        var next = ids.Select(id => (Version + 1, id)).Concat(Recent).Take(MaxRecent).ToList();
        return new VersionRow(Version + 1, commit, next, default);
    }

    public TableEntity ToEntity(string partitionKey) => new(partitionKey, RowKey)
    {
        ["Version"] = Version,
        ["CommitId"] = Commit,
        ["Recent"] = string.Join('\n', Recent.Select(entry => $"{entry.Version} {entry.Id}")),
    };

    /// <summary>The ids that changed after a version; null if that is longer ago than this row remembers.</summary>
    public IReadOnlyCollection<string>? ChangedSince(long version)
    {
        if (version == Version) return [];
        if (version > Version || (Recent.Count == MaxRecent && Recent[^1].Version >= version + 1)) return null;
        return Recent.Where(entry => entry.Version > version).Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal);
    }
}
