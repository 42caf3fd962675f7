using System.Text;
using System.Text.Json;
using Gantry.Functions.Rest;
using Gantry.Functions.Scripting.Bounds;
using Jint;
using Jint.Native;

namespace Gantry.Functions.Scripting;

/// <summary>What a script returned, as JSON that the rest of the application can trust.</summary>
internal static class ScriptOutput
{
    private const int MaxDepth = 64;

    /// <summary>The JSON; undefined if there is none.</summary>
    /// <exception cref="ScriptFailure">It is too large or too deep.</exception>
    public static JsonElement Read(Engine engine, JsValue value, int maxBytes)
    {
        var text = value.IsUndefined() ? null : JsonBounds.Write(engine, value, maxBytes, () => throw TooLarge(maxBytes));
        if (text is null) return default;
        var json = Encoding.UTF8.GetBytes(text);
        if (json.Length > maxBytes) throw TooLarge(maxBytes);
        ReplaceLoneSurrogates(json);
        var result = JsonInput.Parse(json, MaxDepth, out var error);
        return error is null ? result : throw new ScriptFailure("TypeError", $"What the script returned is not a plain value: {error}");
    }

    private static ScriptFailure TooLarge(int maxBytes) => new("LimitError", $"What the script returned is larger than {maxBytes} bytes.");

    // A text that was cut inside an emoji. JSON.stringify writes only such halves as \ud8xx; nothing but Unicode goes into storage.
    private static void ReplaceLoneSurrogates(Span<byte> json)
    {
        for (var i = 0; i < json.Length - 5; i++)
        {
            if (json[i] != '\\') continue;
            if (json[i + 1] == 'u' && (json[i + 2] | 0x20) == 'd' && (json[i + 3] is >= (byte)'8' and <= (byte)'9' || (json[i + 3] | 0x20) is >= 'a' and <= 'f')) "fffd"u8.CopyTo(json[(i + 2)..]);
            i++;
        }
    }
}
