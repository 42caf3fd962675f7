namespace Azure.Data.Tables;

/// <summary>Where a query goes on: the two keys that the service hands out, in one token.</summary>
internal readonly record struct TableContinuation(string? PartitionKey, string? RowKey)
{
    public static TableContinuation Parse(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return default;
        var space = token.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
            return new(token, RowKey: null);
        return new(token[..space], space + 1 < token.Length ? token[(space + 1)..] : null);
    }

    public static string? From(Response response)
    {
        if (!response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partitionKey))
            return null;
        response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var rowKey);
        return string.Concat(partitionKey, " ", rowKey);
    }
}
