using System.Text.RegularExpressions;
using Acornima.RegExp;

namespace Acornima;

public sealed partial class Tokenizer
{
    /// <summary>Checks a regular expression by the grammar.</summary>
    /// <param name="pattern">The text between the slashes.</param>
    /// <param name="flags">The letters after them.</param>
    /// <param name="error">What is wrong, or null.</param>
    /// <param name="ecmaVersion">The edition asked for; all of ES2025 is always accepted.</param>
    /// <param name="experimentalESFeatures">Syntax accepted beyond it; there is none in regular expressions.</param>
    /// <returns>Whether it is valid.</returns>
    public static bool ValidateRegExp(
        string pattern, string flags, out ParseError? error, EcmaVersion ecmaVersion = EcmaVersion.Latest, ExperimentalESFeatures experimentalESFeatures = ExperimentalESFeatures.None)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(flags);
        error = RegExpValidator.Validate(pattern, flags) is { } invalid ? ErrorOf(invalid.Code, invalid.Message) : null;
        return error is null;
    }

    /// <summary>Makes a .NET regular expression that matches exactly the same.</summary>
    /// <param name="pattern">The text between the slashes.</param>
    /// <param name="flags">The letters after them.</param>
    /// <param name="compiled">Whether it is compiled.</param>
    /// <param name="matchTimeout">How long a match may take; null for no limit.</param>
    /// <param name="throwIfNotAdaptable">Whether to throw where .NET would match something else, rather than to say so in the result.</param>
    /// <param name="ecmaVersion">The edition asked for; all of ES2025 is always accepted.</param>
    /// <param name="experimentalESFeatures">Syntax accepted beyond it; there is none in regular expressions.</param>
    /// <returns>The expression, or why there is none.</returns>
    /// <exception cref="SyntaxErrorException">The expression is not valid, or cannot be adapted and that shall throw.</exception>
    public static RegExpParseResult AdaptRegExp(
        string pattern,
        string flags,
        bool compiled = false,
        TimeSpan? matchTimeout = null,
        bool throwIfNotAdaptable = false,
        EcmaVersion ecmaVersion = EcmaVersion.Latest,
        ExperimentalESFeatures experimentalESFeatures = ExperimentalESFeatures.None)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(flags);
        try
        {
            var tree = RegExpValidator.Parse(pattern, flags);
            var options = compiled ? RegexOptions.Compiled : RegexOptions.None;
            var regex = new Regex(RegExpTranslator.Translate(tree), options, matchTimeout ?? Regex.InfiniteMatchTimeout);
            return RegExpParseResult.ForRegex(regex, tree.GroupNames);
        }
        catch (RegExpException e)
        {
            throw ErrorOf(e.Error.Code, e.Error.Message).ToException();
        }
        catch (NotSupportedException e)
        {
            var error = ErrorOf("RegExpNotAdaptable", $"Cannot convert regular expression: /{pattern}/{flags}: {e.Message}");
            return throwIfNotAdaptable ? throw error.ToException() : RegExpParseResult.ForFailure(error);
        }
    }

    private static SyntaxError ErrorOf(string code, string message) => new(code, message, 0, new Position(1, 0), null);
}
