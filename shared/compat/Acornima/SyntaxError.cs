namespace Acornima;

/// <summary>A source text that the grammar or its early errors reject.</summary>
public sealed class SyntaxError : ParseError
{
    internal SyntaxError(string code, string description, int index, Position position, string? sourceFile)
        : base(code, description, index, position, sourceFile)
    {
    }

    /// <inheritdoc />
    public override ParseErrorException ToException() => new SyntaxErrorException(this);
}
