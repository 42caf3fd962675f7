namespace Gantry.Functions.Scripting;

/// <summary>A line that a script wrote.</summary>
/// <param name="Level">log, info, warn, error or debug.</param>
/// <param name="Message">The line.</param>
/// <param name="At">Milliseconds since the call began.</param>
internal sealed record ConsoleLine(string Level, string Message, double At);

/// <summary>Keeps what a script writes during one call, in order and bounded.</summary>
internal sealed class ScriptConsole(ScriptOptions options, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private readonly List<ConsoleLine> _lines = [];

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<ConsoleLine> Lines => _lines;

    /// <summary>Milliseconds since the call began.</summary>
    public double Elapsed => Math.Round(time.GetElapsedTime(_started).TotalMilliseconds, 3);

    /// <summary>Whether further lines are kept.</summary>
    public bool IsOpen => _lines.Count < options.MaxConsoleLines;

    /// <summary>Adds a line.</summary>
    public void Write(string level, string text)
    {
        if (IsOpen) _lines.Add(new ConsoleLine(level, text.Length > options.MaxConsoleLineLength ? text[..options.MaxConsoleLineLength] + "…" : text, Elapsed));
    }
}
