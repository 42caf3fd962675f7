using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Reads the code and the message of a refusal from its body, or else the code from its header.</summary>
internal sealed class TableErrorParser : RequestFailedDetailsParser
{
    public static readonly TableErrorParser Instance = new();

    public override bool TryParse(Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        data = null;
        error = FromBody(response);
        if (error is null && response.Headers.TryGetValue("x-ms-error-code", out var code))
            error = new ResponseError(code, response.ReasonPhrase);
        return error is not null;
    }

    private static ResponseError? FromBody(Response response)
    {
        if (response.ContentStream is not MemoryStream { Length: > 0 })
            return null;
        try
        {
            using var document = JsonDocument.Parse(response.Content.ToMemory());
            if (!document.RootElement.TryGetProperty("odata.error", out var details))
                return null;
            var code = details.TryGetProperty("code", out var codeValue) ? codeValue.GetString() : null;
            return new ResponseError(code, Message(details));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Message(JsonElement details)
    {
        if (!details.TryGetProperty("message", out var message))
            return null;
        return message.ValueKind == JsonValueKind.Object && message.TryGetProperty("value", out var value) ? value.GetString() : message.ToString();
    }
}
