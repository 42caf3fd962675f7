namespace Azure.Data.Tables;

/// <summary>What every entity has.</summary>
public interface ITableEntity
{
    /// <summary>The partition that it lies in.</summary>
    string PartitionKey { get; set; }

    /// <summary>Its key within the partition.</summary>
    string RowKey { get; set; }

    /// <summary>When the service last wrote it.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>The version of what was read.</summary>
    ETag ETag { get; set; }
}
