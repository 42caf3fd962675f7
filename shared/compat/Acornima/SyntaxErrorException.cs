namespace Acornima;

/// <summary>Thrown for a source text that the grammar or its early errors reject.</summary>
/// <param name="error">What is wrong.</param>
public sealed class SyntaxErrorException(SyntaxError error) : ParseErrorException(error);
