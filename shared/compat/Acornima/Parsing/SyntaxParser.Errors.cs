using System.Globalization;
using System.Runtime.CompilerServices;

namespace Acornima.Parsing;

// Errors, in V8's words.
internal sealed partial class SyntaxParser
{
    private SyntaxErrorException Fail(int index, string message, [CallerArgumentExpression(nameof(message))] string code = "") =>
        _scanner.Error(index, message, code);

    private SyntaxErrorException FailWith(int index, string message, string argument, [CallerArgumentExpression(nameof(message))] string code = "") =>
        _scanner.Error(index, string.Format(CultureInfo.InvariantCulture, message, argument), code);

    /// <summary>The error for the next token where nothing explains it better.</summary>
    private SyntaxErrorException Unexpected()
    {
        if (_awaitNameEnd >= 0 && _awaitNameEnd == _prevEnd) return Fail(_awaitNameEnd - "await".Length, Messages.AwaitOutsideAsync);
        var text = _scanner.Slice(Token.Start, Token.End);
        return Type switch
        {
            TokenType.EndOfFile => Fail(Token.Start, Messages.UnexpectedEnd),
            TokenType.Number or TokenType.BigInt => Fail(Token.Start, Messages.UnexpectedNumber),
            TokenType.String => Fail(Token.Start, Messages.UnexpectedString),
            TokenType.Backtick => Fail(Token.Start, Messages.UnexpectedTemplate),
            TokenType.Enum => Fail(Token.Start, Messages.UnexpectedReserved),
            _ when TokenFacts.IsStrictReserved(Type) && _strict => Fail(Token.Start, Messages.UnexpectedStrictReserved),
            _ when TokenFacts.IsName(Type) && !TokenFacts.IsReserved(Type) => FailWith(Token.Start, Messages.UnexpectedIdentifier, text),
            _ => FailWith(Token.Start, Messages.UnexpectedToken, text),
        };
    }

    public void ValidateRegExp(string pattern, string flags, int start, Position position)
    {
        if (RegExp.RegExpValidator.Validate(pattern, flags) is not { } error) return;
        throw new SyntaxError(error.Code, error.Message, start, position, _sourceFile).ToException();
    }
}
