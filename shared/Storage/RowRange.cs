using Azure.Data.Tables;

namespace Gantry.Shared.Storage;

/// <summary>Filters for range reads of one partition: the only kind of query that Gantry makes (design 4).</summary>
public static class RowRange
{
    /// <summary>All rows of a partition.</summary>
    /// <param name="partitionKey">The partition, encoded.</param>
    /// <returns>An OData filter.</returns>
    public static string All(string partitionKey) => TableClient.CreateQueryFilter($"PartitionKey eq {partitionKey}");

    /// <summary>The rows whose key begins with a prefix.</summary>
    /// <param name="partitionKey">The partition, encoded.</param>
    /// <param name="prefix">The prefix; its last character must not be the highest there is.</param>
    /// <returns>An OData filter.</returns>
    public static string Prefix(string partitionKey, string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return Between(partitionKey, prefix, prefix[..^1] + (char)(prefix[^1] + 1));
    }

    /// <summary>The rows from one key (with it) to another (without it).</summary>
    /// <param name="partitionKey">The partition, encoded.</param>
    /// <param name="from">The first key.</param>
    /// <param name="to">The key behind the last.</param>
    /// <returns>An OData filter.</returns>
    public static string Between(string partitionKey, string from, string to) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {partitionKey} and RowKey ge {from} and RowKey lt {to}");
}
