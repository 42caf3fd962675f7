using Acornima;
using Jint.Runtime;

namespace Gantry.Functions.Scripting;

/// <summary>What went wrong in a script, where, and in its own words (<c>rocket-chat-behaviour.md</c> 1.1: <c>scriptError</c>).</summary>
/// <param name="Name">The kind of error, such as <c>TypeError</c>.</param>
/// <param name="Message">The message.</param>
/// <param name="Line">The line, from 1; null if it is not known.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Stack">The script's own calls; never ours.</param>
internal sealed record ScriptError(string Name, string Message, int? Line = null, int? Column = null, string? Stack = null)
{
    private const int MaxLength = 2_000;

    /// <summary>A source that is not JavaScript.</summary>
    public static ScriptError From(ParseErrorException exception) => At(Position.From(exception.LineNumber, exception.Column), Short(exception.Description));

    /// <summary>A source that is refused for what stands at a place.</summary>
    public static ScriptError At(Position place, string message) =>
        new("SyntaxError", message, place.Line, place.Column + 1, $"SyntaxError: {message}\n    at {ScriptSource.FileName}:{place.Line}:{place.Column + 1}");

    /// <summary>What the script itself threw. Its properties are read, so this is part of the run and under its limits.</summary>
    public static ScriptError FromThrown(Exception exception) => exception is JavaScriptException thrown ? FromThrown(thrown) : FromValue(((PromiseRejectedException)exception).RejectedValue);

    /// <summary>What ended a run.</summary>
    public static ScriptError From(Exception exception, int timeoutMilliseconds) => exception switch
    {
        ScriptThrown thrown => thrown.Error,
        ScriptFailure failure => new ScriptError(failure.Name, failure.Message),
        System.Text.RegularExpressions.RegexMatchTimeoutException => new ScriptError("TimeoutError", "A regular expression took longer than allowed."),
        TimeoutException or OperationCanceledException => new ScriptError("TimeoutError", $"The script ran longer than {timeoutMilliseconds} ms."),
        StatementsCountOverflowException => new ScriptError("LimitError", "The script ran more statements than allowed."),
        MemoryLimitExceededException or OutOfMemoryException => new ScriptError("LimitError", "The script used more memory than allowed."),
        RecursionDepthOverflowException or InsufficientExecutionStackException => new ScriptError("LimitError", "The script called itself more deeply than allowed."),
        _ => new ScriptError("InternalError", "The script could not go on."),
    };

    private static ScriptError FromValue(Jint.Native.JsValue value)
    {
        var (name, message, stack) = ScriptText.OfError(value);
        return new ScriptError(name, Short(message), Stack: stack is null ? null : Short(stack));
    }

    private static ScriptError FromThrown(JavaScriptException thrown)
    {
        var error = FromValue(thrown.Error);
        var at = thrown.Location;
        var inScript = at.Start.Line > 0 && (at.SourceFile is null or ScriptSource.FileName);
        var stack = string.IsNullOrEmpty(thrown.JavaScriptStackTrace) ? error.Stack : Short($"{error.Name}: {error.Message}\n{thrown.JavaScriptStackTrace}");
        return error with { Line = inScript ? at.Start.Line : null, Column = inScript ? at.Start.Column + 1 : null, Stack = stack };
    }

    private static string Short(string text) => text.Length <= MaxLength ? text : text[..MaxLength] + "…";
}

/// <summary>What the script itself threw, or the rejection of what it returned.</summary>
internal sealed class ScriptThrown(ScriptError error) : Exception(error.Message)
{
    public ScriptError Error { get; } = error;
}

/// <summary>A failure that ends a run and that the script cannot catch.</summary>
internal sealed class ScriptFailure(string name, string message) : Exception(message)
{
    public string Name { get; } = name;
}
