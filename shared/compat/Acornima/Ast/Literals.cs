using System.Numerics;

namespace Acornima.Ast;

/// <summary>A literal.</summary>
public abstract class Literal(TokenKind kind, string raw) : Expression(NodeType.Literal)
{
    /// <summary>Which kind.</summary>
    public TokenKind Kind { get; } = kind;

    /// <summary>The text as written.</summary>
    public string Raw { get; } = raw;

    /// <summary>The value: a string, a number, a boolean, a big integer, a regular expression or null.</summary>
    public object? Value => GetValue();

    /// <summary>The value, whatever its type.</summary>
    /// <returns>The value, boxed.</returns>
    protected abstract object? GetValue();

    internal override int SlotCount => 0;
}

/// <summary>A string.</summary>
public sealed class StringLiteral(string value, string raw) : Literal(TokenKind.StringLiteral, raw)
{
    /// <summary>The value.</summary>
    public new string Value { get; } = value;

    /// <inheritdoc />
    protected override object? GetValue() => Value;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitLiteral(this);
}

/// <summary>A number.</summary>
public sealed class NumericLiteral(double value, string raw) : Literal(TokenKind.NumericLiteral, raw)
{
    /// <summary>The value.</summary>
    public new double Value { get; } = value;

    /// <inheritdoc />
    protected override object? GetValue() => Value;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitLiteral(this);
}

/// <summary>A big integer.</summary>
public sealed class BigIntLiteral(BigInteger value, string raw) : Literal(TokenKind.BigIntLiteral, raw)
{
    /// <summary>The value.</summary>
    public new BigInteger Value { get; } = value;

    /// <inheritdoc />
    protected override object? GetValue() => Value;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitLiteral(this);
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed class BooleanLiteral(bool value, string raw) : Literal(TokenKind.BooleanLiteral, raw)
{
    /// <summary>The value.</summary>
    public new bool Value { get; } = value;

    /// <inheritdoc />
    protected override object? GetValue() => Value;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitLiteral(this);
}

/// <summary><c>null</c>.</summary>
public sealed class NullLiteral(string raw) : Literal(TokenKind.NullLiteral, raw)
{
    /// <inheritdoc />
    protected override object? GetValue() => null;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitLiteral(this);
}

/// <summary>A regular expression.</summary>
public sealed class RegExpLiteral(RegExpValue regExp, RegExpParseResult parseResult, string raw) : Literal(TokenKind.RegExpLiteral, raw)
{
    /// <summary>The pattern and the flags.</summary>
    public RegExpValue RegExp { get; } = regExp;

    /// <summary>What <see cref="ParserOptions.OnRegExp"/> made of it.</summary>
    public RegExpParseResult ParseResult { get; } = parseResult;

    /// <inheritdoc />
    protected override object? GetValue() => ParseResult.ConversionResult;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitLiteral(this);
}
