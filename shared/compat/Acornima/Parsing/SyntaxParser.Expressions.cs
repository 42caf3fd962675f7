using Acornima.Ast;

namespace Acornima.Parsing;

// Expressions from the comma down to the conditional operator (sec-comma-operator, sec-assignment-operators, sec-conditional-operator, sec-async-function-definitions).
internal sealed partial class SyntaxParser
{
    /// <summary>Where an arrow function may begin: the start of an assignment expression.</summary>
    private int _arrowStart = -1;

    /// <summary>Whether <c>in</c> is an operator in the body of an arrow function that begins there.</summary>
    private bool _arrowAllowIn;

    private Expression ParseExpression()
    {
        var cover = default(Cover);
        var expression = ParseExpressionCover(allowIn: true, ref cover);
        ThrowCover(cover);
        return expression;
    }

    private Expression ParseExpressionCover(bool allowIn, ref Cover cover)
    {
        var marker = Start();
        var expression = ParseAssignment(allowIn, ref cover);
        if (Type != TokenType.Comma) return expression;
        ThrowCover(cover);
        var mark = _nodes.Count;
        _nodes.Add(expression);
        while (Eat(TokenType.Comma)) _nodes.Add(ParseAssignment(allowIn));
        return Finish(new SequenceExpression(TakeNodes<Expression>(mark)), marker);
    }

    private Expression ParseAssignment(bool allowIn = true)
    {
        var cover = default(Cover);
        var expression = ParseAssignment(allowIn, ref cover);
        ThrowCover(cover);
        return expression;
    }

    /// <summary>Parses an assignment expression; what is wrong with it unless it becomes a pattern is added to the cover.</summary>
    private Expression ParseAssignment(bool allowIn, ref Cover cover)
    {
        Enter();
        var expression = Type == TokenType.Yield && !Token.Escaped && Has(FunctionFlags.Generator)
            ? ParseYield(allowIn)
            : ParseAssignmentCore(allowIn, ref cover);
        Leave();
        return expression;
    }

    private Expression ParseAssignmentCore(bool allowIn, ref Cover cover)
    {
        var marker = Start();
        _arrowStart = marker.Index;
        _arrowAllowIn = allowIn;
        var own = default(Cover);
        var left = ParseConditional(allowIn, ref own);
        if (!TokenFacts.IsAssignment(Type) || IsBareArrow(left))
        {
            cover.Add(own);
            return left;
        }

        Node target;
        if (Type == TokenType.Assign)
        {
            target = ToAssignmentTarget(left);
        }
        else
        {
            ThrowCover(own);
            CheckSimpleTarget(left, Messages.InvalidAssignmentTarget);
            target = left;
        }

        var @operator = TokenFacts.OperatorOf(Type);
        Next();
        var right = ParseAssignment(allowIn);
        return Finish(new AssignmentExpression(@operator, target, right), marker);
    }

    private Expression ParseConditional(bool allowIn, ref Cover cover)
    {
        var marker = Start();
        var test = ParseBinary(0, allowIn, ref cover);
        if (Type != TokenType.Question || IsBareArrow(test)) return test;
        ThrowCover(cover);
        Next();
        var consequent = ParseAssignment();
        Expect(TokenType.Colon);
        var alternate = ParseAssignment(allowIn);
        return Finish(new ConditionalExpression(test, consequent, alternate), marker);
    }

    private YieldExpression ParseYield(bool allowIn)
    {
        var marker = Start();
        if (Has(FunctionFlags.Parameters)) throw Fail(marker.Index, Messages.YieldInParameter);
        _lastYield = marker.Index;
        Next();
        if (Token.NewLineBefore) return Finish(new YieldExpression(null, false), marker);
        if (Eat(TokenType.Star)) return Finish(new YieldExpression(ParseAssignment(allowIn), true), marker);
        var ends = Type is TokenType.CloseParen or TokenType.CloseBracket or TokenType.CloseBrace or TokenType.Comma or TokenType.Semicolon
            or TokenType.Colon or TokenType.EndOfFile or TokenType.In;
        return Finish(new YieldExpression(ends ? null : ParseAssignment(allowIn), false), marker);
    }

    /// <summary>An arrow function ends an assignment expression, whatever follows, unless it is in parentheses.</summary>
    private static bool IsBareArrow(Expression expression) => expression is ArrowFunctionExpression { Parenthesized: false };

    private void ThrowCover(in Cover cover)
    {
        if (cover.IsEmpty) return;
        if (cover.ShorthandInitializer > 0) throw Fail(cover.ShorthandInitializer - 1, Messages.InvalidShorthandInitializer);
        throw Fail(cover.DuplicateProto - 1, Messages.DuplicateProto);
    }
}
