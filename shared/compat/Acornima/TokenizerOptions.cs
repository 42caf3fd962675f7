namespace Acornima;

/// <summary>How a <see cref="Tokenizer"/> splits a text.</summary>
public record class TokenizerOptions
{
    /// <summary>The options of a tokenizer that was given none.</summary>
    public static readonly TokenizerOptions Default = new();
}
