namespace Acornima;

/// <summary>Splits a text into tokens.</summary>
public interface ITokenizer
{
    /// <summary>The text.</summary>
    string Input { get; }

    /// <summary>The part of it that is split.</summary>
    Range Range { get; }

    /// <summary>What the text is.</summary>
    SourceType SourceType { get; }

    /// <summary>Name of the source, or null.</summary>
    string? SourceFile { get; }

    /// <summary>How the text is split.</summary>
    TokenizerOptions Options { get; }

    /// <summary>The token reached.</summary>
    Token Current { get; }

    /// <summary>Goes to the next token.</summary>
    /// <param name="context">What the grammar allows there.</param>
    /// <returns>The token.</returns>
    Token GetToken(in TokenizerContext context = default);

    /// <summary>Goes to the next token.</summary>
    /// <param name="context">What the grammar allows there.</param>
    void Next(in TokenizerContext context = default);

    /// <summary>Starts anew with a part of a text.</summary>
    /// <param name="input">The text.</param>
    /// <param name="start">Index of the first character.</param>
    /// <param name="length">Number of characters.</param>
    /// <param name="sourceType">What the text is.</param>
    /// <param name="sourceFile">Name of the source, or null.</param>
    void Reset(string input, int start, int length, SourceType sourceType = SourceType.Script, string? sourceFile = null);
}
