namespace Acornima;

/// <summary>What a token or a literal is.</summary>
public enum TokenKind
{
    /// <summary>Not set.</summary>
    Unknown = 0,

    /// <summary>Punctuator.</summary>
    Punctuator = 1,

    /// <summary>Keyword.</summary>
    Keyword = 2,

    /// <summary>Identifier.</summary>
    Identifier = 3,

    /// <summary>Null literal.</summary>
    NullLiteral = 4,

    /// <summary>Boolean literal.</summary>
    BooleanLiteral = 5,

    /// <summary>String literal.</summary>
    StringLiteral = 6,

    /// <summary>Numeric literal.</summary>
    NumericLiteral = 7,

    /// <summary>Big int literal.</summary>
    BigIntLiteral = 8,

    /// <summary>Reg exp literal.</summary>
    RegExpLiteral = 9,

    /// <summary>A piece of a template.</summary>
    Template = 10,

    /// <summary>The end of the input.</summary>
    EOF = 11,

    /// <summary>Not a token of ECMAScript.</summary>
    Extension = -1,
}
