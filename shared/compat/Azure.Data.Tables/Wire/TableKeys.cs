using System.Buffers;
using System.Text;

namespace Azure.Data.Tables;

/// <summary>Partition and row keys: what the service refuses, and how they stand in an address.</summary>
internal static class TableKeys
{
    private const int MaxLength = 512;

    private static readonly SearchValues<char> Refused = SearchValues.Create(
        "/\\#?" + string.Concat(Enumerable.Range(0x00, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(code => (char)code)));

    /// <summary>Throws what the service answers to such a key.</summary>
    public static void Check(string? key, string name)
    {
        ArgumentNullException.ThrowIfNull(key, name);
        if (key.Length > MaxLength)
            throw TableErrors.Refused("KeyValueTooLarge", $"The '{name}' is larger than the maximum allowed of 1 KiB.");
        if (key.AsSpan().ContainsAny(Refused))
            throw TableErrors.Refused("OutOfRangeInput", $"The '{name}' parameter of value '{key}' is out of range.");
        CheckSurrogates(key, name);
    }

    /// <summary>The address of an entity below its table's endpoint.</summary>
    public static string EntityPath(string table, string partitionKey, string rowKey)
    {
        Check(partitionKey, "PartitionKey");
        Check(rowKey, "RowKey");
        return string.Concat(PartitionPath(table, partitionKey), Quote(rowKey), "')");
    }

    /// <summary>That address up to where the row key's text begins.</summary>
    public static string PartitionPath(string table, string partitionKey) =>
        string.Concat(table, "(PartitionKey='", Quote(partitionKey), "',RowKey='");

    /// <summary>A key as it stands between the quotes of an address.</summary>
    public static string Quote(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));

    private static void CheckSurrogates(string key, string name)
    {
        var rest = key.AsSpan();
        for (var at = rest.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0; at = rest.IndexOfAnyInRange('\uD800', '\uDFFF'))
        {
            if (Rune.DecodeFromUtf16(rest[at..], out _, out var length) != OperationStatus.Done)
                throw JsonText.LoneSurrogate(rest[at], name);
            rest = rest[(at + length)..];
        }
    }
}
