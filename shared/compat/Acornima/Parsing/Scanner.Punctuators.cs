namespace Acornima.Parsing;

// Punctuators (sec-punctuators), the longest first.
internal sealed partial class Scanner
{
    private TokenType ScanPunctuator(char c)
    {
        switch (c)
        {
            case '(': return Take(TokenType.OpenParen, 1);
            case ')': return Take(TokenType.CloseParen, 1);
            case '{': return Take(TokenType.OpenBrace, 1);
            case '}': return Take(TokenType.CloseBrace, 1);
            case '[': return Take(TokenType.OpenBracket, 1);
            case ']': return Take(TokenType.CloseBracket, 1);
            case ';': return Take(TokenType.Semicolon, 1);
            case ',': return Take(TokenType.Comma, 1);
            case ':': return Take(TokenType.Colon, 1);
            case '~': return Take(TokenType.Tilde, 1);
            case '@': return Take(TokenType.At, 1);
            case '.': return ScanDot();
            case '?': return ScanQuestion();
            case '=': return ScanEquals();
            case '!': return ScanBang();
            case '<': return ScanLess();
            case '>': return ScanGreater();
            case '+': return ScanDoubled('+', TokenType.Plus, TokenType.PlusAssign, TokenType.PlusPlus, TokenType.PlusPlus);
            case '-': return ScanDoubled('-', TokenType.Minus, TokenType.MinusAssign, TokenType.MinusMinus, TokenType.MinusMinus);
            case '*': return ScanDoubled('*', TokenType.Star, TokenType.StarAssign, TokenType.StarStar, TokenType.StarStarAssign);
            case '&': return ScanDoubled('&', TokenType.Ampersand, TokenType.AmpersandAssign, TokenType.AmpersandAmpersand, TokenType.AmpersandAmpersandAssign);
            case '|': return ScanDoubled('|', TokenType.Bar, TokenType.BarAssign, TokenType.BarBar, TokenType.BarBarAssign);
            case '/': return ScanAssignable(TokenType.Slash, TokenType.SlashAssign);
            case '%': return ScanAssignable(TokenType.Percent, TokenType.PercentAssign);
            case '^': return ScanAssignable(TokenType.Caret, TokenType.CaretAssign);
            default: throw Error(_pos, Messages.InvalidToken);
        }
    }

    private TokenType ScanAssignable(TokenType plain, TokenType assign) => Peek(1) == '=' ? Take(assign, 2) : Take(plain, 1);

    /// <summary>An operator, its doubled form and the assignments of both; where the doubled form has no assignment, its own type is given for it.</summary>
    private TokenType ScanDoubled(char c, TokenType plain, TokenType assign, TokenType doubled, TokenType doubledAssign)
    {
        if (Peek(1) != c) return ScanAssignable(plain, assign);
        return doubledAssign != doubled && Peek(2) == '=' ? Take(doubledAssign, 3) : Take(doubled, 2);
    }

    private TokenType ScanDot()
    {
        if (Characters.IsDigit(Peek(1))) return ScanDecimal(legacy: false);
        return Peek(1) == '.' && Peek(2) == '.' ? Take(TokenType.Ellipsis, 3) : Take(TokenType.Dot, 1);
    }

    private TokenType ScanQuestion()
    {
        // A digit after "?." makes it the conditional operator before a number.
        if (Peek(1) == '.' && !Characters.IsDigit(Peek(2))) return Take(TokenType.QuestionDot, 2);
        if (Peek(1) != '?') return Take(TokenType.Question, 1);
        return Peek(2) == '=' ? Take(TokenType.QuestionQuestionAssign, 3) : Take(TokenType.QuestionQuestion, 2);
    }

    private TokenType ScanEquals()
    {
        if (Peek(1) == '>') return Take(TokenType.Arrow, 2);
        if (Peek(1) != '=') return Take(TokenType.Assign, 1);
        return Peek(2) == '=' ? Take(TokenType.StrictEqual, 3) : Take(TokenType.Equal, 2);
    }

    private TokenType ScanBang()
    {
        if (Peek(1) != '=') return Take(TokenType.Bang, 1);
        return Peek(2) == '=' ? Take(TokenType.StrictNotEqual, 3) : Take(TokenType.NotEqual, 2);
    }

    private TokenType ScanLess()
    {
        if (Peek(1) == '=') return Take(TokenType.LessEqual, 2);
        if (Peek(1) != '<') return Take(TokenType.Less, 1);
        return Peek(2) == '=' ? Take(TokenType.ShiftLeftAssign, 3) : Take(TokenType.ShiftLeft, 2);
    }

    private TokenType ScanGreater()
    {
        if (Peek(1) == '=') return Take(TokenType.GreaterEqual, 2);
        if (Peek(1) != '>') return Take(TokenType.Greater, 1);
        if (Peek(2) == '=') return Take(TokenType.ShiftRightAssign, 3);
        if (Peek(2) != '>') return Take(TokenType.ShiftRight, 2);
        return Peek(3) == '=' ? Take(TokenType.ShiftRightUnsignedAssign, 4) : Take(TokenType.ShiftRightUnsigned, 3);
    }
}
