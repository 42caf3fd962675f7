using System.Text.Json;

namespace Gantry.Functions.Scripting;

/// <summary>What came of running a method of a script.</summary>
/// <param name="Called">Whether the script has the method and it was called.</param>
/// <param name="Result">What it returned; undefined for nothing.</param>
/// <param name="FailureCode"><c>error-evaluating-script</c> or <c>error-running-script</c>; null if all went well.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="Console">What it wrote.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Bytes">How much it allocated.</param>
internal sealed record ScriptRun(bool Called, JsonElement Result, string? FailureCode, ScriptError? Error, IReadOnlyList<ConsoleLine> Console, double Milliseconds, long Bytes)
{
    /// <summary>The class does not compile, or making it threw (<c>rocket-chat-behaviour.md</c> 2.4).</summary>
    public const string EvaluationFailed = "error-evaluating-script";

    /// <summary>The method threw, broke a limit, or returned what cannot be used.</summary>
    public const string RunFailed = "error-running-script";
}
