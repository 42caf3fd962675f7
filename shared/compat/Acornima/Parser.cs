using Acornima.Ast;
using Acornima.Parsing;

namespace Acornima;

/// <summary>Parses scripts and modules into ESTree nodes. One parser may be used again and from several threads.</summary>
/// <param name="options">How to parse.</param>
public sealed class Parser(ParserOptions options) : IParser
{
    /// <summary>Makes a parser with <see cref="ParserOptions.Default"/>.</summary>
    public Parser()
        : this(ParserOptions.Default)
    {
    }

    /// <summary>How it parses.</summary>
    public ParserOptions Options { get; } = options ?? throw new ArgumentNullException(nameof(options));

    /// <summary>Parses a text as a script.</summary>
    /// <param name="input">The text.</param>
    /// <param name="sourceFile">Name of the source, or null.</param>
    /// <param name="strict">Whether the code is strict from the start.</param>
    /// <returns>The tree.</returns>
    /// <exception cref="SyntaxErrorException">The text is not a script.</exception>
    public Script ParseScript(string input, string? sourceFile = null, bool strict = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        return ParseScript(input, 0, input.Length, sourceFile, strict);
    }

    /// <inheritdoc />
    /// <exception cref="SyntaxErrorException">The text is not a script.</exception>
    public Script ParseScript(string input, int start, int length, string? sourceFile = null, bool strict = false) =>
        new SyntaxParser(Options, input, start, length, SourceType.Script, sourceFile).ParseScript(strict);

    /// <summary>Parses a text as a module.</summary>
    /// <param name="input">The text.</param>
    /// <param name="sourceFile">Name of the source, or null.</param>
    /// <returns>The tree.</returns>
    /// <exception cref="SyntaxErrorException">The text is not a module.</exception>
    public Module ParseModule(string input, string? sourceFile = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        return ParseModule(input, 0, input.Length, sourceFile);
    }

    /// <inheritdoc />
    /// <exception cref="SyntaxErrorException">The text is not a module.</exception>
    public Module ParseModule(string input, int start, int length, string? sourceFile = null) =>
        new SyntaxParser(Options, input, start, length, SourceType.Module, sourceFile).ParseModule();

    /// <inheritdoc />
    /// <exception cref="SyntaxErrorException">The text is not an expression.</exception>
    public Expression ParseExpression(string input, int start, int length, string? sourceFile = null, bool strict = false) =>
        new SyntaxParser(Options, input, start, length, SourceType.Script, sourceFile).ParseLoneExpression(strict);
}
