namespace Acornima.Parsing;

/// <summary>What follows from the type of a token alone.</summary>
internal static class TokenFacts
{
    private static readonly Operator[] Operators = CreateOperators();
    private static readonly byte[] Precedences = CreatePrecedences();

    public static bool IsName(TokenType type) => type is >= TokenType.Identifier and <= TokenType.With;

    public static bool IsReserved(TokenType type) => type is >= TokenType.Break and <= TokenType.With;

    public static bool IsAssignment(TokenType type) => type >= TokenType.Assign;

    /// <summary>The names that are reserved in strict code only (sec-keywords-and-reserved-words).</summary>
    public static bool IsStrictReserved(TokenType type) =>
        type is TokenType.Implements or TokenType.Interface or TokenType.Let or TokenType.Package or TokenType.Private
            or TokenType.Protected or TokenType.Public or TokenType.Static or TokenType.Yield;

    public static Operator OperatorOf(TokenType type) => Operators[(int)type];

    /// <summary>The precedence of an infix operator, from 1 for <c>??</c> to 12 for <c>**</c>; 0 for anything else.</summary>
    public static int PrecedenceOf(TokenType type) => Precedences[(int)type];

    private static Operator[] CreateOperators()
    {
        var result = new Operator[(int)TokenType.QuestionQuestionAssign + 1];
        void Set(TokenType type, Operator value) => result[(int)type] = value;
        Set(TokenType.Less, Operator.LessThan);
        Set(TokenType.Greater, Operator.GreaterThan);
        Set(TokenType.LessEqual, Operator.LessThanOrEqual);
        Set(TokenType.GreaterEqual, Operator.GreaterThanOrEqual);
        Set(TokenType.Equal, Operator.Equality);
        Set(TokenType.NotEqual, Operator.Inequality);
        Set(TokenType.StrictEqual, Operator.StrictEquality);
        Set(TokenType.StrictNotEqual, Operator.StrictInequality);
        Set(TokenType.Plus, Operator.Addition);
        Set(TokenType.Minus, Operator.Subtraction);
        Set(TokenType.Star, Operator.Multiplication);
        Set(TokenType.Slash, Operator.Division);
        Set(TokenType.Percent, Operator.Remainder);
        Set(TokenType.StarStar, Operator.Exponentiation);
        Set(TokenType.PlusPlus, Operator.Increment);
        Set(TokenType.MinusMinus, Operator.Decrement);
        Set(TokenType.ShiftLeft, Operator.LeftShift);
        Set(TokenType.ShiftRight, Operator.RightShift);
        Set(TokenType.ShiftRightUnsigned, Operator.UnsignedRightShift);
        Set(TokenType.Ampersand, Operator.BitwiseAnd);
        Set(TokenType.Bar, Operator.BitwiseOr);
        Set(TokenType.Caret, Operator.BitwiseXor);
        Set(TokenType.Bang, Operator.LogicalNot);
        Set(TokenType.Tilde, Operator.BitwiseNot);
        Set(TokenType.AmpersandAmpersand, Operator.LogicalAnd);
        Set(TokenType.BarBar, Operator.LogicalOr);
        Set(TokenType.QuestionQuestion, Operator.NullishCoalescing);
        Set(TokenType.In, Operator.In);
        Set(TokenType.InstanceOf, Operator.InstanceOf);
        Set(TokenType.TypeOf, Operator.TypeOf);
        Set(TokenType.Void, Operator.Void);
        Set(TokenType.Delete, Operator.Delete);
        Set(TokenType.Assign, Operator.Assignment);
        Set(TokenType.PlusAssign, Operator.AdditionAssignment);
        Set(TokenType.MinusAssign, Operator.SubtractionAssignment);
        Set(TokenType.StarAssign, Operator.MultiplicationAssignment);
        Set(TokenType.SlashAssign, Operator.DivisionAssignment);
        Set(TokenType.PercentAssign, Operator.RemainderAssignment);
        Set(TokenType.StarStarAssign, Operator.ExponentiationAssignment);
        Set(TokenType.ShiftLeftAssign, Operator.LeftShiftAssignment);
        Set(TokenType.ShiftRightAssign, Operator.RightShiftAssignment);
        Set(TokenType.ShiftRightUnsignedAssign, Operator.UnsignedRightShiftAssignment);
        Set(TokenType.AmpersandAssign, Operator.BitwiseAndAssignment);
        Set(TokenType.BarAssign, Operator.BitwiseOrAssignment);
        Set(TokenType.CaretAssign, Operator.BitwiseXorAssignment);
        Set(TokenType.AmpersandAmpersandAssign, Operator.LogicalAndAssignment);
        Set(TokenType.BarBarAssign, Operator.LogicalOrAssignment);
        Set(TokenType.QuestionQuestionAssign, Operator.NullishCoalescingAssignment);
        return result;
    }

    private static byte[] CreatePrecedences()
    {
        var result = new byte[(int)TokenType.QuestionQuestionAssign + 1];
        TokenType[][] levels =
        [
            [TokenType.QuestionQuestion],
            [TokenType.BarBar],
            [TokenType.AmpersandAmpersand],
            [TokenType.Bar],
            [TokenType.Caret],
            [TokenType.Ampersand],
            [TokenType.Equal, TokenType.NotEqual, TokenType.StrictEqual, TokenType.StrictNotEqual],
            [TokenType.Less, TokenType.Greater, TokenType.LessEqual, TokenType.GreaterEqual, TokenType.In, TokenType.InstanceOf],
            [TokenType.ShiftLeft, TokenType.ShiftRight, TokenType.ShiftRightUnsigned],
            [TokenType.Plus, TokenType.Minus],
            [TokenType.Star, TokenType.Slash, TokenType.Percent],
            [TokenType.StarStar],
        ];
        for (var i = 0; i < levels.Length; i++)
            foreach (var type in levels[i])
                result[(int)type] = (byte)(i + 1);
        return result;
    }
}
