namespace Gantry.Functions.Purge;

/// <summary>A kind of record that leaves rows behind when it is removed.</summary>
internal interface IPurgeSubject
{
    /// <summary>The name that jobs call the kind by.</summary>
    string Kind { get; }

    /// <summary>Whether the record is still there: then its removal did not happen, and nothing is purged.</summary>
    Task<bool> ExistsAsync(string id, CancellationToken cancellationToken);

    /// <summary>The tables (without prefix) and partitions that hold nothing but the record's rows.</summary>
    IEnumerable<(string Table, string Partition)> Partitions(string id);

    /// <summary>The containers (without prefix) and the beginnings of the names of the record's blobs.</summary>
    IEnumerable<(string Container, string NamePrefix)> Blobs(string id) => [];
}
