using Acornima.Ast;

namespace Acornima.Parsing;

// Infix, prefix and update operators (sec-exp-operator to sec-binary-logical-operators, sec-unary-operators, sec-update-expressions).
internal sealed partial class SyntaxParser
{
    private Expression ParseBinary(int minimum, bool allowIn, ref Cover cover)
    {
        var marker = Start();
        var left = Type == TokenType.PrivateName ? ParsePrivateInOperand(minimum, allowIn) : ParseUnary(ref cover);
        if (IsBareArrow(left)) return left;
        while (true)
        {
            var type = Type;
            var precedence = TokenFacts.PrecedenceOf(type);
            if (precedence <= minimum || (type == TokenType.In && !allowIn)) return left;
            ThrowCover(cover);
            if (type == TokenType.StarStar && left is NonUpdateUnaryExpression or AwaitExpression && !left.Parenthesized)
                throw Fail(left.Start, Messages.UnaryBeforeExponent);
            Next();

            // Exponentiation associates to the right.
            var none = default(Cover);
            Enter();
            var right = ParseBinary(type == TokenType.StarStar ? precedence - 1 : precedence, allowIn, ref none);
            Leave();
            ThrowCover(none);
            left = Finish(MakeBinary(type, left, right), marker);
        }
    }

    private BinaryExpression MakeBinary(TokenType type, Expression left, Expression right)
    {
        var @operator = TokenFacts.OperatorOf(type);
        if (type is not (TokenType.QuestionQuestion or TokenType.BarBar or TokenType.AmpersandAmpersand))
            return new NonLogicalBinaryExpression(@operator, left, right);
        if (MixesNullish(@operator, left) || MixesNullish(@operator, right)) throw Fail(right.Start, Messages.MixedNullish);
        return new LogicalExpression(@operator, left, right);
    }

    /// <summary>The nullish operator does not mix with the other two without parentheses (sec-binary-logical-operators).</summary>
    private static bool MixesNullish(Operator @operator, Expression operand) =>
        operand is LogicalExpression { Parenthesized: false } inner
        && (inner.Operator == Operator.NullishCoalescing) != (@operator == Operator.NullishCoalescing);

    /// <summary><c>#name in object</c>.</summary>
    private PrivateIdentifier ParsePrivateInOperand(int minimum, bool allowIn)
    {
        if (minimum >= TokenFacts.PrecedenceOf(TokenType.In) || !allowIn) throw Unexpected();
        var name = ParsePrivateReference();
        return Type == TokenType.In ? name : throw Unexpected();
    }

    private Expression ParseUnary(ref Cover cover)
    {
        switch (Type)
        {
            case TokenType.Await when !Token.Escaped && CanAwait: return ParseAwait();
            case TokenType.PlusPlus or TokenType.MinusMinus: return ParsePrefixUpdate();
            case TokenType.Bang or TokenType.Tilde or TokenType.Plus or TokenType.Minus or TokenType.TypeOf or TokenType.Void or TokenType.Delete:
                return ParsePrefix();
        }

        var marker = Start();
        var expression = ParseLeftHandSide(ref cover);
        if (Type is not (TokenType.PlusPlus or TokenType.MinusMinus) || Token.NewLineBefore || IsBareArrow(expression)) return expression;
        ThrowCover(cover);
        CheckSimpleTarget(expression, Messages.InvalidPostfixTarget);
        var @operator = TokenFacts.OperatorOf(Type);
        Next();
        return Finish(new UpdateExpression(@operator, expression, false), marker);
    }

    private Expression ParseOperand()
    {
        Enter();
        var cover = default(Cover);
        var expression = ParseUnary(ref cover);
        ThrowCover(cover);
        Leave();
        return expression;
    }

    private UpdateExpression ParsePrefixUpdate()
    {
        var marker = Start();
        var @operator = TokenFacts.OperatorOf(Type);
        Next();
        var argument = ParseOperand();
        CheckSimpleTarget(argument, Messages.InvalidPrefixTarget);
        return Finish(new UpdateExpression(@operator, argument, true), marker);
    }

    private NonUpdateUnaryExpression ParsePrefix()
    {
        var marker = Start();
        var type = Type;
        Next();
        var argument = ParseOperand();
        if (type == TokenType.Delete) CheckDelete(argument, marker.Index);
        var @operator = type switch
        {
            TokenType.Plus => Operator.UnaryPlus,
            TokenType.Minus => Operator.UnaryNegation,
            _ => TokenFacts.OperatorOf(type),
        };
        return Finish(new NonUpdateUnaryExpression(@operator, argument), marker);
    }

    /// <summary>A name cannot be deleted in strict code, and a private one never (sec-delete-operator-static-semantics-early-errors).</summary>
    private void CheckDelete(Expression argument, int index)
    {
        if (_strict && argument is Identifier) throw Fail(index, Messages.StrictDelete);
        var last = argument is ChainExpression chain ? chain.Expression : argument;
        if (last is MemberExpression { Property: PrivateIdentifier }) throw Fail(last.Start, Messages.DeletePrivate);
    }

    private AwaitExpression ParseAwait()
    {
        var marker = Start();
        if (Has(FunctionFlags.Parameters)) throw Fail(marker.Index, Messages.AwaitInParameter);
        _lastAwait = marker.Index;
        Next();
        var argument = ParseOperand();
        return Finish(new AwaitExpression(argument), marker);
    }
}
