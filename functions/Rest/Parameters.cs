using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Rest;

/// <summary>
/// What a call says, from the query or the body (JSON or form), read with Rocket.Chat's lenience: "true" is a boolean, "5" a number, and a list may be
/// an array or comma-separated text. What is missing or of another kind is told in the words of seed 004.
/// </summary>
internal sealed class Parameters
{
    private readonly JsonElement _body;
    private readonly IReadOnlyDictionary<string, string> _fields;

    private Parameters(JsonElement body, IReadOnlyDictionary<string, string> fields) => (_body, _fields) = (body, fields);

    /// <summary>The JSON body, or undefined.</summary>
    public JsonElement Body => _body;

    /// <summary>Parameters of an object inside a body.</summary>
    public static Parameters Of(JsonElement body) => new(body, new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Parameters of a form's fields.</summary>
    public static Parameters Of(IReadOnlyDictionary<string, string> fields) => new(default, fields);

    /// <summary>Reads a request: binds a handler's parameter of this type.</summary>
    public static async ValueTask<Parameters> BindAsync(HttpContext context, ParameterInfo _)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<RestOptions>>().Value;
        var fields = context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        if (HttpMethods.IsGet(context.Request.Method)) return new Parameters(default, fields);

        var bytes = await BodyReader.ReadAsync(context.Request, options.MaxBodyBytes, context.RequestAborted)
            ?? throw new ApiException(413, "error-request-too-large", $"The body is larger than {options.MaxBodyBytes} bytes.", new { limit = options.MaxBodyBytes });
        if (bytes.Length == 0) return new Parameters(default, fields);
        if (context.Request.HasFormContentType && context.Request.ContentType!.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var (name, value) in QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(bytes))) fields[name] = value.ToString();
            return new Parameters(default, fields);
        }

        var body = JsonInput.Parse(bytes, options.MaxDepth, out var error);
        if (error is not null) throw new ApiException(400, "error-invalid-json", error);
        if (body.ValueKind != JsonValueKind.Object) throw new ApiException(400, "invalid-params", "The body must be a JSON object.");
        return new Parameters(body, fields);
    }

    /// <summary>Whether a parameter was sent at all, be it null.</summary>
    public bool Has(string name) => Element(name) is not null || _fields.ContainsKey(name);

    /// <summary>A text, or null if it is missing or null. Numbers and booleans are taken as text.</summary>
    public string? String(string name) => Element(name) is not { } element
        ? _fields.GetValueOrDefault(name)
        : element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Null => null,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
            _ => throw ApiException.WrongType(name, "a string"),
        };

    /// <summary>A text that has to be there and not blank.</summary>
    public string RequiredString(string name) => String(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value : throw ApiException.MissingKey(name);

    /// <summary>The first of several names that has a text.</summary>
    public string? FirstString(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (String(name) is { Length: > 0 } value) return value;
        return null;
    }

    /// <summary>A boolean, or null if it is missing.</summary>
    public bool? Bool(string name) => Element(name) switch
    {
        null => _fields.TryGetValue(name, out var text) ? ParseBool(name, text) : null,
        { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.String } element => ParseBool(name, element.GetString()!),
        _ => throw ApiException.WrongType(name, "a boolean"),
    };

    /// <summary>A whole number, or null if it is missing.</summary>
    public int? Int(string name)
    {
        if (String(name) is not { Length: > 0 } text) return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw ApiException.WrongType(name, "an integer");
    }

    /// <summary>A date (ISO 8601, or milliseconds since 1970), or null if it is missing.</summary>
    public DateTimeOffset? Date(string name)
    {
        if (String(name) is not { Length: > 0 } text) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds < 253_402_300_800_000)
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : throw ApiException.WrongType(name, "a date");
    }

    /// <summary>A list: an array of texts, or text with commas; blanks are left out. Null if it is missing.</summary>
    public IReadOnlyList<string>? List(string name)
    {
        if (Element(name) is { ValueKind: JsonValueKind.Array } array)
        {
            return [.. array.EnumerateArray()
                .Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw ApiException.WrongType(name, "an array of strings"))
                .SelectMany(Split)];
        }

        return String(name) is { } text ? [.. Split(text)] : null;
    }

    /// <summary>An object inside the body, or null if it is missing.</summary>
    public JsonElement? Object(string name) => Element(name) switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Object } element => element,
        _ => throw ApiException.WrongType(name, "an object"),
    };

    /// <summary>An array inside the body, or null if it is missing.</summary>
    public JsonElement? Array(string name) => Element(name) switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Array } element => element,
        _ => throw ApiException.WrongType(name, "an array"),
    };

    private static IEnumerable<string> Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool ParseBool(string name, string text) => text switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw ApiException.WrongType(name, "a boolean"),
    };

    private JsonElement? Element(string name) => _body.ValueKind == JsonValueKind.Object && _body.TryGetProperty(name, out var element) ? element : null;
}
