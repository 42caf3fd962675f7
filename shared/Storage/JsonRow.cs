using System.Globalization;
using System.Text;
using Azure.Data.Tables;

namespace Gantry.Shared.Storage;

/// <summary>
/// A row that carries one JSON document: in the property <c>Json</c>, and in <c>Json1</c>, <c>Json2</c>, … where it is longer than one property may be
/// (64 KiB, which is 32 Ki characters). Storing the document whole keeps the row's shape out of the storage schema.
/// </summary>
public static class JsonRow
{
    private const int ChunkLength = 32_000;

    /// <summary>Makes a row.</summary>
    /// <param name="partitionKey">Partition key, encoded.</param>
    /// <param name="rowKey">Row key, encoded.</param>
    /// <param name="json">The document; at most about 450,000 characters fit one row (1 MiB at two bytes a character).</param>
    /// <returns>The row.</returns>
    public static TableEntity Create(string partitionKey, string rowKey, string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var row = new TableEntity(partitionKey, rowKey);
        for (int start = 0, part = 0; start == 0 || start < json.Length; start += ChunkLength, part++)
            row[PropertyName(part)] = json.Substring(start, Math.Min(ChunkLength, json.Length - start));
        return row;
    }

    /// <summary>The document of a row.</summary>
    /// <param name="row">A row made by <see cref="Create"/>.</param>
    /// <returns>The document.</returns>
    public static string Read(TableEntity row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var first = row.GetString("Json") ?? "";
        if (first.Length < ChunkLength) return first;
        var json = new StringBuilder(first);
        for (var part = 1; row.GetString(PropertyName(part)) is { } next; part++) json.Append(next);
        return json.ToString();
    }

    private static string PropertyName(int part) => part == 0 ? "Json" : "Json" + part.ToString(CultureInfo.InvariantCulture);
}
