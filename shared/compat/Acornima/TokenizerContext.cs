namespace Acornima;

/// <summary>What the grammar allows at the next token. The tokenizer finds it out from the tokens before, so there is nothing to set.</summary>
public readonly struct TokenizerContext;
