using Acornima.Ast;

namespace Acornima;

/// <summary>Parses source texts.</summary>
public interface IParser
{
    /// <summary>How it parses.</summary>
    ParserOptions Options { get; }

    /// <summary>Parses a part of a text as a script.</summary>
    /// <param name="input">The text.</param>
    /// <param name="start">Index of the first character of the script.</param>
    /// <param name="length">Its length.</param>
    /// <param name="sourceFile">Name of the source, or null.</param>
    /// <param name="strict">Whether the code is strict from the start.</param>
    /// <returns>The tree.</returns>
    Script ParseScript(string input, int start, int length, string? sourceFile = null, bool strict = false);

    /// <summary>Parses a part of a text as a module.</summary>
    /// <param name="input">The text.</param>
    /// <param name="start">Index of the first character of the module.</param>
    /// <param name="length">Its length.</param>
    /// <param name="sourceFile">Name of the source, or null.</param>
    /// <returns>The tree.</returns>
    Module ParseModule(string input, int start, int length, string? sourceFile = null);

    /// <summary>Parses a part of a text as an expression.</summary>
    /// <param name="input">The text.</param>
    /// <param name="start">Index of the first character of the expression.</param>
    /// <param name="length">Its length.</param>
    /// <param name="sourceFile">Name of the source, or null.</param>
    /// <param name="strict">Whether the code is strict.</param>
    /// <returns>The tree.</returns>
    Expression ParseExpression(string input, int start, int length, string? sourceFile = null, bool strict = false);
}
