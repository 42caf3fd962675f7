using Acornima.Parsing;

namespace Acornima;

/// <summary>
/// Splits a text into tokens. Without a parser only the tokens before can tell a division from a regular expression: after a value it is taken for
/// the first.
/// </summary>
public sealed partial class Tokenizer : ITokenizer
{
    /// <summary>For every open brace whether it is that of a substitution in a template.</summary>
    private readonly Stack<bool> _braces = new();
    private Scanner _scanner;
    private TokenType _previous;

    /// <summary>Makes a tokenizer for a script.</summary>
    /// <param name="input">The text.</param>
    public Tokenizer(string input)
        : this(input, TokenizerOptions.Default)
    {
    }

    /// <summary>Makes a tokenizer for a script.</summary>
    /// <param name="input">The text.</param>
    /// <param name="options">How to split it.</param>
    public Tokenizer(string input, TokenizerOptions options)
        : this(input, SourceType.Script, null, options)
    {
    }

    /// <summary>Makes a tokenizer.</summary>
    /// <param name="input">The text.</param>
    /// <param name="sourceType">What the text is.</param>
    /// <param name="sourceFile">Name of the source, or null.</param>
    /// <param name="options">How to split it.</param>
    public Tokenizer(string input, SourceType sourceType, string? sourceFile, TokenizerOptions options)
        : this(input, 0, (input ?? throw new ArgumentNullException(nameof(input))).Length, sourceType, sourceFile, options)
    {
    }

    /// <summary>Makes a tokenizer for a part of a text.</summary>
    /// <param name="input">The text.</param>
    /// <param name="start">Index of the first character.</param>
    /// <param name="length">Number of characters.</param>
    /// <param name="sourceType">What the text is.</param>
    /// <param name="sourceFile">Name of the source, or null.</param>
    /// <param name="options">How to split it.</param>
    public Tokenizer(string input, int start, int length, SourceType sourceType, string? sourceFile, TokenizerOptions options)
    {
        Options = options ?? throw new ArgumentNullException(nameof(options));
        _scanner = new Scanner(input, start, length, sourceType, sourceFile, new NameTable());
        (Input, Range, SourceType, SourceFile) = (input, new Range(start, start + length), sourceType, sourceFile);
    }

    /// <inheritdoc />
    public string Input { get; private set; }

    /// <inheritdoc />
    public Range Range { get; private set; }

    /// <inheritdoc />
    public SourceType SourceType { get; private set; }

    /// <inheritdoc />
    public string? SourceFile { get; private set; }

    /// <inheritdoc />
    public TokenizerOptions Options { get; }

    /// <inheritdoc />
    public Token Current { get; private set; }

    /// <inheritdoc />
    public Token GetToken(in TokenizerContext context = default)
    {
        Next(context);
        return Current;
    }

    /// <inheritdoc />
    /// <exception cref="SyntaxErrorException">There is no token of the grammar.</exception>
    public void Next(in TokenizerContext context = default)
    {
        _scanner.Next();
        ref var token = ref _scanner.Current;
        var kind = Refine(ref token);
        _previous = token.Type;
        var text = token.Type == TokenType.EndOfFile ? null : _scanner.Slice(token.Start, token.End);
        Current = new Token(kind, token.Start, token.End, text, new SourceLocation(token.From, token.To, SourceFile));
    }

    /// <summary>Starts anew with a text.</summary>
    /// <param name="input">The text.</param>
    /// <param name="sourceType">What the text is.</param>
    /// <param name="sourceFile">Name of the source, or null.</param>
    public void Reset(string input, SourceType sourceType = SourceType.Script, string? sourceFile = null) => Reset(input, 0, sourceType, sourceFile);

    /// <summary>Starts anew with the rest of a text.</summary>
    /// <param name="input">The text.</param>
    /// <param name="start">Index of the first character.</param>
    /// <param name="sourceType">What the text is.</param>
    /// <param name="sourceFile">Name of the source, or null.</param>
    public void Reset(string input, int start, SourceType sourceType = SourceType.Script, string? sourceFile = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        Reset(input, start, input.Length - start, sourceType, sourceFile);
    }

    /// <inheritdoc />
    public void Reset(string input, int start, int length, SourceType sourceType = SourceType.Script, string? sourceFile = null)
    {
        _scanner = new Scanner(input, start, length, sourceType, sourceFile, new NameTable());
        _previous = TokenType.EndOfFile;
        _braces.Clear();
        Current = default;
        (Input, Range, SourceType, SourceFile) = (input, new Range(start, start + length), sourceType, sourceFile);
    }

    /// <summary>Completes a token that the scanner leaves to its user, and tells its kind.</summary>
    private TokenKind Refine(ref LexToken token)
    {
        switch (token.Type)
        {
            case TokenType.Slash or TokenType.SlashAssign when !EndsValue(_previous):
                _scanner.ScanRegExp();
                return TokenKind.RegExpLiteral;
            case TokenType.Backtick:
                ScanTemplate();
                return TokenKind.Template;
            case TokenType.OpenBrace:
                _braces.Push(false);
                return TokenKind.Punctuator;
            case TokenType.CloseBrace when _braces.TryPop(out var substitution) && substitution:
                ScanTemplate();
                token.Type = TokenType.Backtick;
                return TokenKind.Template;
            default:
                return KindOf(token.Type);
        }
    }

    private void ScanTemplate()
    {
        if (!_scanner.ScanTemplate().Tail) _braces.Push(true);
    }

    private static bool EndsValue(TokenType type) => type switch
    {
        TokenType.Number or TokenType.BigInt or TokenType.String or TokenType.Backtick or TokenType.RegExp or TokenType.PrivateName => true,
        TokenType.CloseParen or TokenType.CloseBracket or TokenType.CloseBrace or TokenType.PlusPlus or TokenType.MinusMinus => true,
        TokenType.This or TokenType.Super or TokenType.Null or TokenType.True or TokenType.False => true,
        _ => TokenFacts.IsName(type) && !TokenFacts.IsReserved(type),
    };

    private static TokenKind KindOf(TokenType type) => type switch
    {
        TokenType.EndOfFile => TokenKind.EOF,
        TokenType.Number => TokenKind.NumericLiteral,
        TokenType.BigInt => TokenKind.BigIntLiteral,
        TokenType.String => TokenKind.StringLiteral,
        TokenType.PrivateName => TokenKind.Identifier,
        TokenType.Null => TokenKind.NullLiteral,
        TokenType.True or TokenType.False => TokenKind.BooleanLiteral,
        _ when TokenFacts.IsReserved(type) => TokenKind.Keyword,
        _ when TokenFacts.IsName(type) => TokenKind.Identifier,
        _ => TokenKind.Punctuator,
    };
}
