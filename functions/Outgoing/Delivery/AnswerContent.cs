using System.Text.Json;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>The JSON of an answer (<c>rocket-chat-behaviour.md</c> 3.5).</summary>
internal static class AnswerContent
{
    private static readonly string[] JsonTypes = ["application/json", "text/javascript", "application/javascript", "application/x-javascript", "text/json"];

    // Types that say nothing of the body: it is believed to be JSON if it looks like it and is.
    private static readonly string[] OpenTypes = ["", "text/plain", "application/octet-stream"];

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Parses the body.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="maxDepth">Levels of nesting.</param>
    /// <param name="error">What is wrong with a body that should be JSON; null if nothing.</param>
    /// <returns>Null if it is empty, of another type, cut, or wrong.</returns>
    public static JsonElement? Parse(OutgoingAnswer answer, int maxDepth, out string? error)
    {
        error = null;
        var body = answer.Body[(answer.Body.Span.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0)..];
        var text = body.Span.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty || answer.Outcome != OutgoingOutcome.Answered) return null;
        var isJson = JsonTypes.Contains(answer.MediaType, StringComparer.Ordinal) || answer.MediaType.EndsWith("+json", StringComparison.Ordinal);
        if (!isJson && !(OpenTypes.Contains(answer.MediaType, StringComparer.Ordinal) && text[0] is (byte)'{' or (byte)'[')) return null;
        var content = JsonInput.Parse(body, maxDepth, out var invalid);
        if (invalid is null) return content;
        error = isJson ? invalid : null;
        return null;
    }
}
