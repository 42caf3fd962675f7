namespace Acornima;

/// <summary>What is wrong with a source text, and where.</summary>
public abstract class ParseError
{
    private protected ParseError(string code, string description, int index, Position position, string? sourceFile)
    {
        Code = code;
        Description = description;
        Index = index;
        Position = position;
        SourceFile = sourceFile;
    }

    /// <summary>A stable name of the kind of error.</summary>
    public string Code { get; }

    /// <summary>What is wrong, in V8's words, without the place.</summary>
    public string Description { get; }

    /// <summary>Index of the character.</summary>
    public int Index { get; }

    /// <summary>Line and column of the character.</summary>
    public Position Position { get; }

    /// <summary>The line, from 1.</summary>
    public int LineNumber => Position.Line;

    /// <summary>The column, from 0.</summary>
    public int Column => Position.Column;

    /// <summary>Name of the source, or null.</summary>
    public string? SourceFile { get; }

    /// <summary>The error as an exception.</summary>
    /// <returns>A new exception, not thrown.</returns>
    public abstract ParseErrorException ToException();

    /// <summary>The description with the place; lines and columns are counted from 1 as editors do.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        SourceFile is null ? $"{Description} ({LineNumber}:{Column + 1})" : $"{Description} ({SourceFile}:{LineNumber}:{Column + 1})";
}
