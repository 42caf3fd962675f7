using System.Text.Json;
using Gantry.Functions.History;
using Gantry.Functions.Scripting;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>What a script did, for history: the two methods of one attempt as one.</summary>
internal static class ScriptHistory
{
    /// <summary>The record of a run.</summary>
    /// <param name="run">The run; null if none.</param>
    /// <param name="after">What ran before it in the same attempt.</param>
    public static HistoryScript? Of(ScriptRun? run, HistoryScript? after = null)
    {
        if (run is null) return after;
        var error = run.Error is { } thrown ? new HistoryScriptError(thrown.Name, thrown.Message, thrown.Line, thrown.Column, thrown.Stack) : after?.Error;
        var console = run.Console.Select(line => new HistoryConsoleLine(line.Level, line.Message, line.At));
        return new HistoryScript(
            run.Result.ValueKind == JsonValueKind.Undefined ? after?.Result : run.Result, error, [.. after?.Console ?? [], .. console], Math.Round((after?.Time ?? 0) + run.Milliseconds, 3));
    }
}
