using System.Text.RegularExpressions;
using Acornima;
using Acornima.Ast;
using Gantry.Functions.Scripting.Bounds;
using Jint;

namespace Gantry.Functions.Scripting;

/// <summary>A compiled script, shared by all engines that run it.</summary>
internal sealed class ScriptSource
{
    /// <summary>The name of a script in stack traces.</summary>
    public const string FileName = "script.js";

    private static readonly ScriptPreparationOptions Options = new() { CollectReferencedGlobals = true };

    private ScriptSource(Prepared<Script> program, ScriptError? error) => (Program, Error, ImplicitGlobals) = (program, error, program.IsValid ? Scripting.ImplicitGlobals.Find(program) : []);

    /// <summary>The program; not valid if there is an error.</summary>
    public Prepared<Script> Program { get; }

    /// <summary>Why it does not compile; null if it does.</summary>
    public ScriptError? Error { get; }

    /// <summary>The names that the script assigns without declaring them.</summary>
    public IReadOnlyList<string> ImplicitGlobals { get; }

    /// <summary>Compiles; in sloppy mode unless told otherwise, as older servers ran scripts.</summary>
    public static ScriptSource Compile(string source, bool strict = false)
    {
        try
        {
            var program = Engine.PrepareScript(source, FileName, strict, Options);
            return TemplateBounds.FindTooLarge(program.Program!) is { } template
                ? new ScriptSource(default, ScriptError.At(template.Location.Start, $"A template literal has more than {TemplateBounds.MaxSubstitutions} substitutions"))
                : new ScriptSource(program, null);
        }
        catch (ScriptPreparationException exception) when (exception.InnerException is ParseErrorException parse)
        {
            return new ScriptSource(default, ScriptError.From(parse));
        }
        catch (Exception exception) when (exception is ScriptPreparationException or RegexMatchTimeoutException or InsufficientExecutionStackException)
        {
            return new ScriptSource(default, new ScriptError("SyntaxError", "The script cannot be compiled: it is nested too deeply."));
        }
    }
}
