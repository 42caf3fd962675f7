using Acornima.Ast;

namespace Acornima.Parsing;

// Primary expressions (sec-primary-expression).
internal sealed partial class SyntaxParser
{
    private Expression ParsePrimary(ref Cover cover)
    {
        switch (Type)
        {
            case TokenType.OpenParen: return ParseParenthesized();
            case TokenType.OpenBracket: return ParseArray(ref cover);
            case TokenType.OpenBrace: return ParseObject(ref cover);
            case TokenType.Function: return ParseFunctionExpression();
            case TokenType.Class: return ParseClassExpression();
            case TokenType.At when DecoratorsEnabled: return ParseClassExpression();
            case TokenType.New: return ParseNew();
            case TokenType.Super: return ParseSuper();
            case TokenType.Import: return ParseImportOutsideStatement();
            case TokenType.This: return ParseThis();
            case TokenType.Number: return ParseNumber();
            case TokenType.BigInt: return ParseBigInt();
            case TokenType.String: return ParseString();
            case TokenType.Null: return ParseNull();
            case TokenType.True or TokenType.False: return ParseBoolean();
            case TokenType.Slash or TokenType.SlashAssign: return ParseRegExp();
            case TokenType.Backtick: return ParseTemplate(tagged: false);
            case TokenType.Async when !Token.Escaped: return ParseAsync();
        }

        if (!TokenFacts.IsName(Type)) throw Unexpected();
        var mayBeArrow = _arrowStart == Token.Start;
        var allowIn = _arrowAllowIn;
        var marker = Start();
        var id = ParseIdentifier();
        return mayBeArrow && IsArrow() ? ParseArrowOfIdentifier(marker, id, isAsync: false, allowIn) : id;
    }

    private bool IsArrow() => Type == TokenType.Arrow && !Token.NewLineBefore;

    private ThisExpression ParseThis()
    {
        var marker = Start();
        Next();
        return Finish(new ThisExpression(), marker);
    }

    private Expression ParseImportOutsideStatement() =>
        IsImportExpression() ? ParseImportExpression() : throw Fail(Token.Start, _module ? Messages.UnexpectedImport : Messages.ImportOutsideModule);

    /// <summary>What begins with <c>async</c>: a function, an arrow function, a call of something so named, or just the name.</summary>
    private Expression ParseAsync()
    {
        var marker = Start();
        var mayBeArrow = _arrowStart == marker.Index;
        var allowIn = _arrowAllowIn;
        var (next, newLine) = LookAhead();
        if (newLine) return ParseIdentifierOrItsArrow(marker, mayBeArrow, allowIn);
        if (next == TokenType.Function) return ParseFunctionExpression();
        if (mayBeArrow && next == TokenType.OpenParen) return ParseAsyncCallOrArrow(marker, allowIn);
        if (!mayBeArrow || !TokenFacts.IsName(next) || TokenFacts.IsReserved(next)) return ParseIdentifierOrItsArrow(marker, mayBeArrow, allowIn);

        // Only an arrow function can go on with a name; "async of" is the head of a loop.
        var mark = _scanner.Save();
        var (prevEnd, prevTo) = (_prevEnd, _prevTo);
        Next();
        if (LookAhead().Type != TokenType.Arrow)
        {
            _scanner.Restore(mark);
            (_prevEnd, _prevTo) = (prevEnd, prevTo);
            return ParseIdentifierOrItsArrow(marker, mayBeArrow, allowIn);
        }

        if (Type == TokenType.Await) throw Fail(Token.Start, Messages.AwaitInParameter);
        var parameter = ParseIdentifier();
        return IsArrow() ? ParseArrowOfIdentifier(marker, parameter, isAsync: true, allowIn) : throw Unexpected();
    }

    private Expression ParseIdentifierOrItsArrow(in Marker marker, bool mayBeArrow, bool allowIn)
    {
        var id = ParseIdentifier();
        return mayBeArrow && IsArrow() ? ParseArrowOfIdentifier(marker, id, isAsync: false, allowIn) : id;
    }

    private Expression ParseAsyncCallOrArrow(in Marker marker, bool allowIn)
    {
        var callee = ParseIdentifier();
        var cover = default(Cover);
        var mark = _nodes.Count;
        ParseArgumentList(ref cover);
        if (IsArrow()) return ParseArrow(marker, mark, isAsync: true, allowIn);
        ThrowCover(cover);
        return Finish(new CallExpression(callee, TakeNodes<Expression>(mark), false), marker);
    }

    /// <summary>An expression in parentheses, or an arrow function with a parameter list.</summary>
    private Expression ParseParenthesized()
    {
        var marker = Start();
        var mayBeArrow = _arrowStart == marker.Index;
        var allowIn = _arrowAllowIn;
        Next();
        var inner = Start();
        var cover = default(Cover);
        var mark = _nodes.Count;
        var onlyParameters = Type == TokenType.CloseParen ? Token.Start : -1;
        while (Type != TokenType.CloseParen)
        {
            if (Type == TokenType.Ellipsis)
            {
                onlyParameters = Token.Start;
                _nodes.Add(ParseBindingRest());
                if (Type == TokenType.Comma) throw Fail(Token.Start, Messages.RestParameterNotLast);
                break;
            }

            _nodes.Add(ParseAssignment(true, ref cover));
            if (!Eat(TokenType.Comma)) break;
            if (Type == TokenType.CloseParen) onlyParameters = Token.Start;
        }

        var (innerEnd, innerTo) = (_prevEnd, _prevTo);
        Expect(TokenType.CloseParen);
        if (mayBeArrow && IsArrow()) return ParseArrow(marker, mark, isAsync: false, allowIn);
        if (onlyParameters >= 0) throw FailWith(onlyParameters, Messages.UnexpectedToken, _scanner.Slice(onlyParameters, onlyParameters + 1) == ")" ? ")" : "...");
        ThrowCover(cover);
        return CloseParenthesized(mark, inner, innerEnd, innerTo);
    }

    private Expression CloseParenthesized(int mark, in Marker inner, int innerEnd, in Position innerTo)
    {
        Expression expression;
        if (_nodes.Count - mark == 1)
        {
            expression = (Expression)_nodes[mark]!;
            _nodes.RemoveAt(mark);
        }
        else
        {
            expression = new SequenceExpression(TakeNodes<Expression>(mark));
            expression.Place(inner.Index, innerEnd, inner.From, innerTo, _sourceFile);
            _onNode?.Invoke(expression, new OnNodeContext(_input, null));
        }

        expression.Parenthesized = true;
        return expression;
    }

    private ArrayExpression ParseArray(ref Cover cover)
    {
        var marker = Start();
        Next();
        var mark = _nodes.Count;
        while (Type != TokenType.CloseBracket)
        {
            if (Eat(TokenType.Comma))
            {
                _nodes.Add(null);
                continue;
            }

            _nodes.Add(Type == TokenType.Ellipsis ? ParseSpread(ref cover) : ParseAssignment(true, ref cover));
            if (Type == TokenType.CloseBracket) break;
            if (Type == TokenType.Comma && _nodes[^1] is SpreadElement spread) spread.TrailingComma = true;
            Expect(TokenType.Comma);
        }

        Next();
        return Finish(new ArrayExpression(TakeNodes<Expression?>(mark)), marker);
    }
}
