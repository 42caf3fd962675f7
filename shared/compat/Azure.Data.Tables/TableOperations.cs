using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>Creating, deleting and listing an account's tables.</summary>
internal static class TableOperations
{
    public static async Task<Response<TableItem>> CreateAsync(
        TableConnection connection, string name, bool existsIsFine, CancellationToken cancellationToken)
    {
        using var message = connection.Message(RequestMethod.Post, "Tables", existsIsFine ? Tolerated.Conflict : Tolerated.Nothing);
        message.Request.Headers.Add("Prefer", "return-no-content");
        message.Request.Headers.Add("Content-Type", "application/json");
        var content = new PooledContent();
        content.Append("{\"TableName\":"u8);
        JsonText.Write(content, name, "TableName");
        content.Append("}"u8);
        var response = await connection.SendAsync(message, content, cancellationToken).ConfigureAwait(false);
        if (response.Status == 409)
        {
            var refusal = new RequestFailedException(response);
            if (!string.Equals(refusal.ErrorCode, "TableAlreadyExists", StringComparison.Ordinal))
                throw refusal;
        }

        return Response.FromValue(new TableItem(name), response);
    }

    public static async Task<Response> DeleteAsync(TableConnection connection, string name, CancellationToken cancellationToken)
    {
        using var message = connection.Message(RequestMethod.Delete, $"Tables('{TableKeys.Quote(name)}')", Tolerated.Missing);
        return await connection.SendAsync(message, cancellationToken).ConfigureAwait(false);
    }

    public static async Task<Page<TableItem>> ListAsync(
        TableConnection connection, string? filter, string? token, int? size, CancellationToken cancellationToken)
    {
        var query = new QueryString("Tables");
        query.Add("$filter", filter);
        query.Add("$top", size);
        query.Add("NextTableName", token);
        using var message = connection.Message(RequestMethod.Get, query.ToString());
        var response = await connection.SendAsync(message, cancellationToken).ConfigureAwait(false);
        using var document = JsonDocument.Parse(response.Content.ToMemory());
        var tables = document.RootElement.GetProperty("value").EnumerateArray()
            .Select(table => new TableItem(table.GetProperty("TableName").GetString()!))
            .ToList();
        response.Headers.TryGetValue("x-ms-continuation-NextTableName", out var next);
        return Page<TableItem>.FromValues(tables, next, response);
    }
}
