using Acornima.Ast;

namespace Acornima.Parsing;

// Literals and templates (sec-primary-expression-literals, sec-template-literals).
internal sealed partial class SyntaxParser
{
    private string RawOfToken() => _scanner.Slice(Token.Start, Token.End);

    private NumericLiteral ParseNumber()
    {
        if (Token.LegacyOctal > 0 && _strict)
            throw Fail(Token.LegacyOctal - 1, Token.LegacyDecimal ? Messages.StrictDecimalWithLeadingZero : Messages.StrictOctalLiteral);
        var marker = Start();
        var literal = new NumericLiteral(Token.Number, _names.Get(_scanner.Span(Token.Start, Token.End)));
        Next();
        return Finish(literal, marker);
    }

    private BigIntLiteral ParseBigInt()
    {
        var marker = Start();
        var raw = RawOfToken();
        var literal = new BigIntLiteral(Scanner.BigIntValue(raw), raw);
        Next();
        return Finish(literal, marker);
    }

    private StringLiteral ParseString()
    {
        if (Token.LegacyOctal > 0 && _strict)
            throw Fail(Token.LegacyOctal - 1, Token.LegacyDecimal ? Messages.StrictDecimalEscape : Messages.StrictOctalEscape);
        var marker = Start();
        var literal = new StringLiteral(Token.Text!, RawOfToken());
        Next();
        return Finish(literal, marker);
    }

    private NullLiteral ParseNull()
    {
        var marker = Start();
        Next();
        return Finish(new NullLiteral("null"), marker);
    }

    private BooleanLiteral ParseBoolean()
    {
        var marker = Start();
        var value = Type == TokenType.True;
        Next();
        return Finish(new BooleanLiteral(value, value ? "true" : "false"), marker);
    }

    private RegExpLiteral ParseRegExp()
    {
        var marker = Start();
        var (pattern, flags) = _scanner.ScanRegExp();
        var raw = RawOfToken();
        var context = new RegExpParsingContext(this, pattern, flags, marker.Index, marker.From);
        var result = default(RegExpParseResult);
        if (_options.OnRegExp is { } handler) result = handler(context);
        else context.Validate();
        Next();
        return Finish(new RegExpLiteral(new RegExpValue(pattern, flags), result, raw), marker);
    }

    private TemplateLiteral ParseTemplate(bool tagged)
    {
        var marker = Start();
        var quasis = new List<TemplateElement>();
        var mark = _nodes.Count;
        while (true)
        {
            var piece = _scanner.ScanTemplate();
            if (piece.Error is { } error && !tagged) throw _scanner.Error(piece.ErrorIndex, error, nameof(piece.Error));
            var element = new TemplateElement(new TemplateValue(piece.Cooked, piece.Raw), piece.Tail);
            element.Place(piece.Start, piece.End, piece.From, piece.To, _sourceFile);
            _onNode?.Invoke(element, new OnNodeContext(_input, null));
            quasis.Add(element);
            Next();
            if (piece.Tail) break;
            _nodes.Add(ParseExpression());
            if (Type != TokenType.CloseBrace) throw Type == TokenType.EndOfFile ? Fail(Token.Start, Messages.UnterminatedTemplate) : Unexpected();
        }

        return Finish(new TemplateLiteral(new NodeList<TemplateElement>([.. quasis]), TakeNodes<Expression>(mark)), marker);
    }
}
