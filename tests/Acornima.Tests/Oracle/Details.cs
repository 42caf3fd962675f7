using System.Globalization;
using Acornima.Ast;

namespace Acornima.Tests.Oracle;

/// <summary>What tells a node from others of its type, apart from its children.</summary>
internal static class Details
{
    public static string Of(Node node) => node switch
    {
        Identifier id => $" {id.Name}",
        PrivateIdentifier id => $" {id.Name}",
        Literal literal => $"{Value(literal)} {Escape(literal.Raw)}",
        TemplateElement e => $" {(e.Value.Cooked is { } cooked ? $"\"{Escape(cooked)}" : "-")} \"{Escape(e.Value.Raw)}{Flags((e.Tail, "tail"))}",
        Directive directive => $" directive {Escape(directive.Value)}",
        AssignmentExpression e => $" {Symbol(e.Operator)}",
        BinaryExpression e => $" {Symbol(e.Operator)}",
        UpdateExpression e => $" {Symbol(e.Operator)}{Flags((e.Prefix, "prefix"))}",
        UnaryExpression e => $" {Symbol(e.Operator)}",
        MemberExpression e => Flags((e.Computed, "computed"), (e.Optional, "optional")),
        CallExpression e => Flags((e.Optional, "optional")),
        YieldExpression e => Flags((e.Delegate, "delegate")),
        VariableDeclaration d => d.Kind == VariableDeclarationKind.AwaitUsing ? " await using" : $" {d.Kind.ToString().ToLowerInvariant()}",
        VariableDeclarator d => Flags((d.Init is not null, "init")),
        Property p => $" {p.Kind.ToString().ToLowerInvariant()}{Flags((p is ObjectProperty { Method: true }, "method"), (p.Shorthand, "shorthand"), (p.Computed, "computed"))}",
        MethodDefinition m => $" {m.Kind.ToString().ToLowerInvariant()}{Flags((m.Static, "static"), (m.Computed, "computed"))}",
        PropertyDefinition p => Flags((p.Static, "static"), (p.Computed, "computed"), (p.Value is not null, "value")),
        ArrowFunctionExpression f => Flags((f.Async, "async"), (f.Expression, "expression")),
        IFunction f => Flags((f.Id is not null, "id"), (f.Async, "async"), (f.Generator, "generator")),
        IClass c => Flags((c.Id is not null, "id"), (c.SuperClass is not null, "superClass")),
        IfStatement s => Flags((s.Alternate is not null, "alternate")),
        ForStatement s => Flags((s.Init is not null, "init"), (s.Test is not null, "test"), (s.Update is not null, "update")),
        ForOfStatement s => Flags((s.Await, "await")),
        SwitchCase c => Flags((c.Test is not null, "test")),
        TryStatement s => Flags((s.Handler is not null, "handler"), (s.Finalizer is not null, "finalizer")),
        CatchClause c => Flags((c.Param is not null, "param")),
        ArrayExpression a => " " + string.Concat(a.Elements.Select(e => e is null ? '-' : 'x')),
        ArrayPattern a => " " + string.Concat(a.Elements.Select(e => e is null ? '-' : 'x')),
        _ => "",
    };

    private static string Value(Literal literal) => literal switch
    {
        RegExpLiteral r => $" /{Escape(r.RegExp.Pattern)}/{r.RegExp.Flags}",
        BigIntLiteral b => $" {b.Value.ToString(CultureInfo.InvariantCulture)}n",
        StringLiteral s => $" \"{Escape(s.Value)}",
        NumericLiteral n => $" {BitConverter.DoubleToInt64Bits(n.Value):x}",
        BooleanLiteral b => b.Value ? " true" : " false",
        _ => " null",
    };

    private static string Flags(params ReadOnlySpan<(bool Set, string Name)> flags)
    {
        var result = "";
        foreach (var (set, name) in flags)
            if (set) result += " " + name;
        return result;
    }

    private static string Escape(string text) =>
        text.AsSpan().IndexOfAny("\\\n\r") < 0
            ? text
            : text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);

    private static string Symbol(Operator value) => value switch
    {
        Operator.Assignment => "=",
        Operator.NullishCoalescingAssignment => "??=",
        Operator.LogicalOrAssignment => "||=",
        Operator.LogicalAndAssignment => "&&=",
        Operator.BitwiseOrAssignment => "|=",
        Operator.BitwiseXorAssignment => "^=",
        Operator.BitwiseAndAssignment => "&=",
        Operator.LeftShiftAssignment => "<<=",
        Operator.RightShiftAssignment => ">>=",
        Operator.UnsignedRightShiftAssignment => ">>>=",
        Operator.AdditionAssignment => "+=",
        Operator.SubtractionAssignment => "-=",
        Operator.MultiplicationAssignment => "*=",
        Operator.DivisionAssignment => "/=",
        Operator.RemainderAssignment => "%=",
        Operator.ExponentiationAssignment => "**=",
        Operator.NullishCoalescing => "??",
        Operator.LogicalOr => "||",
        Operator.LogicalAnd => "&&",
        Operator.BitwiseOr => "|",
        Operator.BitwiseXor => "^",
        Operator.BitwiseAnd => "&",
        Operator.Equality => "==",
        Operator.Inequality => "!=",
        Operator.StrictEquality => "===",
        Operator.StrictInequality => "!==",
        Operator.LessThan => "<",
        Operator.LessThanOrEqual => "<=",
        Operator.GreaterThan => ">",
        Operator.GreaterThanOrEqual => ">=",
        Operator.In => "in",
        Operator.InstanceOf => "instanceof",
        Operator.LeftShift => "<<",
        Operator.RightShift => ">>",
        Operator.UnsignedRightShift => ">>>",
        Operator.Addition or Operator.UnaryPlus => "+",
        Operator.Subtraction or Operator.UnaryNegation => "-",
        Operator.Multiplication => "*",
        Operator.Division => "/",
        Operator.Remainder => "%",
        Operator.Exponentiation => "**",
        Operator.Increment => "++",
        Operator.Decrement => "--",
        Operator.LogicalNot => "!",
        Operator.BitwiseNot => "~",
        Operator.TypeOf => "typeof",
        Operator.Void => "void",
        Operator.Delete => "delete",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
