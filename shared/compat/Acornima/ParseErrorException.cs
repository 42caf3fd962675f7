namespace Acornima;

/// <summary>Thrown for a source text that cannot be parsed.</summary>
/// <param name="error">What is wrong.</param>
public abstract class ParseErrorException(ParseError error) : Exception((error ?? throw new ArgumentNullException(nameof(error))).ToString())
{
    /// <summary>What is wrong.</summary>
    public ParseError Error { get; } = error;

    /// <summary>What is wrong, without the place.</summary>
    public string Description => Error.Description;

    /// <summary>The line, from 1.</summary>
    public int LineNumber => Error.LineNumber;

    /// <summary>The column, from 0.</summary>
    public int Column => Error.Column;
}
