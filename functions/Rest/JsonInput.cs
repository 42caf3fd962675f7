using System.Text;
using System.Text.Json;

namespace Gantry.Functions.Rest;

/// <summary>Parses JSON that came from outside: bounded in depth, and without strings that are not Unicode.</summary>
internal static class JsonInput
{
    /// <summary>Parses.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="maxDepth">Levels of nesting.</param>
    /// <param name="error">What is wrong with it, for the sender; null if nothing.</param>
    /// <returns>The value; undefined if there is an error.</returns>
    public static JsonElement Parse(ReadOnlyMemory<byte> utf8, int maxDepth, out string? error)
    {
        error = null;
        try
        {
            RefuseLoneSurrogates(utf8.Span, maxDepth);
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = maxDepth });
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            error = $"Invalid JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}: {FirstSentence(exception.Message)}";
        }
        catch (InvalidOperationException)
        {
            error = "Invalid JSON: a string holds half of a surrogate pair.";
        }

        return default;
    }

    /// <summary>Parses a text.</summary>
    public static JsonElement Parse(string text, int maxDepth, out string? error) => Parse(Encoding.UTF8.GetBytes(text), maxDepth, out error);

    // Only an escaped string can hold half a pair: plain bytes are checked as UTF-8 by the reader.
    private static void RefuseLoneSurrogates(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        if (utf8.IndexOf("\\u"u8) < 0) return;
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maxDepth });
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped) _ = reader.GetString();
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd();
    }
}
