using Acornima.Ast;

namespace Acornima.Parsing;

// Member access, calls, optional chains and new (sec-left-hand-side-expressions).
internal sealed partial class SyntaxParser
{
    private Expression ParseLeftHandSide(ref Cover cover)
    {
        var marker = Start();
        var expression = ParsePrimary(ref cover);
        return IsBareArrow(expression) ? expression : ParseSubscripts(expression, marker, cover, noCalls: false);
    }

    private Expression ParseSubscripts(Expression expression, in Marker marker, in Cover cover, bool noCalls)
    {
        var inChain = false;
        while (true)
        {
            switch (Type)
            {
                case TokenType.Dot:
                    ThrowCover(cover);
                    Next();
                    expression = Finish(new MemberExpression(expression, ParseMemberName(), false, false), marker);
                    break;
                case TokenType.OpenBracket:
                    ThrowCover(cover);
                    expression = ParseComputedMember(expression, marker, optional: false);
                    break;
                case TokenType.OpenParen when !noCalls:
                    ThrowCover(cover);
                    expression = Finish(new CallExpression(expression, ParseArguments(), false), marker);
                    break;
                case TokenType.QuestionDot:
                    ThrowCover(cover);
                    if (noCalls) throw Fail(Token.Start, Messages.OptionalChainInNew);
                    if (expression is Super) throw Unexpected();
                    inChain = true;
                    expression = ParseOptionalLink(expression, marker);
                    break;
                case TokenType.Backtick:
                    ThrowCover(cover);
                    if (inChain) throw Fail(Token.Start, Messages.OptionalChainTemplate);
                    expression = Finish(new TaggedTemplateExpression(expression, ParseTemplate(tagged: true)), marker);
                    break;
                default:
                    return inChain ? Finish(new ChainExpression(expression), marker) : expression;
            }
        }
    }

    private Expression ParseOptionalLink(Expression expression, in Marker marker)
    {
        Next();
        return Type switch
        {
            TokenType.OpenParen => Finish(new CallExpression(expression, ParseArguments(), true), marker),
            TokenType.OpenBracket => ParseComputedMember(expression, marker, optional: true),
            TokenType.Backtick => throw Fail(Token.Start, Messages.OptionalChainTemplate),
            _ => Finish(new MemberExpression(expression, ParseMemberName(), false, true), marker),
        };
    }

    private MemberExpression ParseComputedMember(Expression target, in Marker marker, bool optional)
    {
        Next();
        var property = ParseExpression();
        Expect(TokenType.CloseBracket);
        return Finish(new MemberExpression(target, property, true, optional), marker);
    }

    private Expression ParseMemberName() => Type == TokenType.PrivateName ? ParsePrivateReference() : ParseIdentifierName();

    /// <summary>A name, reserved or not.</summary>
    private Identifier ParseIdentifierName()
    {
        if (!TokenFacts.IsName(Type)) throw Unexpected();
        var marker = Start();
        var name = Token.Text!;
        Next();
        return Finish(new Identifier(name), marker);
    }

    private NodeList<Expression> ParseArguments()
    {
        var cover = default(Cover);
        var mark = _nodes.Count;
        ParseArgumentList(ref cover);
        ThrowCover(cover);
        return TakeNodes<Expression>(mark);
    }

    /// <summary>Arguments, which before an arrow turn out to be the parameters of an asynchronous arrow function.</summary>
    private void ParseArgumentList(ref Cover cover)
    {
        Expect(TokenType.OpenParen);
        while (Type != TokenType.CloseParen)
        {
            _nodes.Add(Type == TokenType.Ellipsis ? ParseSpread(ref cover) : ParseAssignment(true, ref cover));
            if (Type == TokenType.CloseParen) break;
            if (Type != TokenType.Comma) throw TokenFacts.IsName(Type) || Type is TokenType.Semicolon or TokenType.EndOfFile or TokenType.CloseBrace or TokenType.Number or TokenType.String
                ? Fail(Token.Start, Messages.MissingParenAfterArguments)
                : Unexpected();
            if (_nodes[^1] is SpreadElement spread) spread.TrailingComma = true;
            Next();
        }

        Next();
    }

    private SpreadElement ParseSpread(ref Cover cover)
    {
        var marker = Start();
        Next();
        var argument = ParseAssignment(true, ref cover);
        return Finish(new SpreadElement(argument), marker);
    }

    private Expression ParseNew()
    {
        Enter();
        var marker = Start();
        var keyword = ParseIdentifierName();
        if (Eat(TokenType.Dot)) return ParseNewTarget(keyword, marker);
        var start = Start();
        if (Type == TokenType.Import && LookAhead().Type is TokenType.OpenParen) throw Fail(Token.Start, Messages.NewImport);
        _arrowStart = -1;
        var cover = default(Cover);
        var callee = ParseSubscripts(ParsePrimary(ref cover), start, cover, noCalls: true);
        ThrowCover(cover);
        if (callee is Super) throw Fail(callee.Start, Messages.UnexpectedSuper);
        if (callee is ImportExpression { Parenthesized: false }) throw Fail(callee.Start, Messages.NewImport);
        var arguments = Type == TokenType.OpenParen ? ParseArguments() : default;
        Leave();
        return Finish(new NewExpression(callee, arguments), marker);
    }

    private MetaProperty ParseNewTarget(Identifier keyword, in Marker marker)
    {
        if (Type != TokenType.Target || Token.Escaped) throw Unexpected();
        if (!Has(FunctionFlags.NewTarget)) throw Fail(marker.Index, Messages.NewTargetOutsideFunction);
        Leave();
        return Finish(new MetaProperty(keyword, ParseIdentifierName()), marker);
    }

    private Super ParseSuper()
    {
        var marker = Start();
        Next();
        var allowed = Type switch
        {
            TokenType.OpenParen => Has(FunctionFlags.SuperCall),
            TokenType.Dot or TokenType.OpenBracket => Has(FunctionFlags.SuperProperty) && LookAhead().Type != TokenType.PrivateName,
            _ => false,
        };
        return allowed ? Finish(new Super(), marker) : throw Fail(marker.Index, Messages.UnexpectedSuper);
    }

    /// <summary>Whether <c>import</c> begins an expression: a call, <c>import.meta</c> or a phase.</summary>
    private bool IsImportExpression() => LookAhead().Type is TokenType.OpenParen or TokenType.Dot;

    private Expression ParseImportExpression()
    {
        var marker = Start();
        var keyword = ParseIdentifierName();
        var phase = ImportPhase.None;
        if (Eat(TokenType.Dot))
        {
            if (Token.Escaped) throw Unexpected();
            if (Type == TokenType.Meta)
            {
                if (!_module) throw Fail(marker.Index, Messages.ImportMetaOutsideModule);
                return Finish(new MetaProperty(keyword, ParseIdentifierName()), marker);
            }

            phase = PhaseOf(Type);
            if (phase == ImportPhase.None) throw Unexpected();
            Next();
        }

        Expect(TokenType.OpenParen);
        var source = ParseAssignment();
        Expression? options = null;
        if (Eat(TokenType.Comma) && Type != TokenType.CloseParen)
        {
            options = ParseAssignment();
            Eat(TokenType.Comma);
        }

        Expect(TokenType.CloseParen);
        return Finish(new ImportExpression(source, options, phase), marker);
    }

    private ImportPhase PhaseOf(TokenType type) => type switch
    {
        TokenType.Source when Allows(ExperimentalESFeatures.SourcePhaseImports) => ImportPhase.Source,
        TokenType.Defer when Allows(ExperimentalESFeatures.DeferImportEvaluation) => ImportPhase.Defer,
        _ => ImportPhase.None,
    };

    private bool Allows(ExperimentalESFeatures feature) => _options.ExperimentalESFeatures.HasFlag(feature);
}
