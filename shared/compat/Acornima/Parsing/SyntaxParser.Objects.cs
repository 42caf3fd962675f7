using System.Runtime.InteropServices;
using Acornima.Ast;

namespace Acornima.Parsing;

// Object literals (sec-object-initializer) and property names.
internal sealed partial class SyntaxParser
{
    private ObjectExpression ParseObject(ref Cover cover)
    {
        var marker = Start();
        Next();
        var (mark, hasProto) = (_nodes.Count, false);
        while (Type != TokenType.CloseBrace)
        {
            if (Type == TokenType.Ellipsis)
            {
                var spread = ParseSpread(ref cover);
                spread.TrailingComma = Type == TokenType.Comma;
                _nodes.Add(spread);
            }
            else
            {
                _nodes.Add(ParseProperty(ref cover, ref hasProto));
            }

            if (Type != TokenType.CloseBrace) Expect(TokenType.Comma);
        }

        Next();
        return Finish(new ObjectExpression(TakeNodes<Node>(mark)), marker);
    }

    private ObjectProperty ParseProperty(ref Cover cover, ref bool hasProto)
    {
        var marker = Start();
        if (ParseMethodPrefix() is { } prefix) return ParsePrefixedMethod(marker, prefix);
        var token = Token;
        var key = ParsePropertyName(out var computed);
        switch (Type)
        {
            case TokenType.Colon:
                Next();
                if (!computed && IsNamed(key, "__proto__")) NoteProto(key, ref cover, ref hasProto);
                return Finish(new ObjectProperty(PropertyKind.Init, key, ParseAssignment(true, ref cover), computed, false, false), marker);
            case TokenType.OpenParen:
                var method = ParseMethod(FunctionFlags.None);
                return Finish(new ObjectProperty(PropertyKind.Init, key, method, computed, false, true), marker);
        }

        if (computed || !TokenFacts.IsName(token.Type)) throw Unexpected();
        CheckShorthand(token);
        Node value = key;
        if (Type == TokenType.Assign)
        {
            cover.Add(new Cover { ShorthandInitializer = Token.Start + 1 });
            Next();
            value = Finish(new AssignmentPattern(key, ParseAssignment()), marker);
        }

        return Finish(new ObjectProperty(PropertyKind.Init, key, value, false, true, false), marker);
    }

    private static void NoteProto(Expression key, ref Cover cover, ref bool hasProto)
    {
        if (hasProto) cover.Add(new Cover { DuplicateProto = key.Start + 1 });
        hasProto = true;
    }

    private static bool IsNamed(Expression key, string name) =>
        key switch { Identifier id => id.Name == name, StringLiteral literal => literal.Value == name, _ => false };

    /// <summary>
    /// Parses <c>get</c>, <c>set</c>, <c>async</c> and the star before the name of a method; null where they are the name itself or absent.
    /// </summary>
    private MethodPrefix? ParseMethodPrefix()
    {
        if (Eat(TokenType.Star)) return new MethodPrefix(PropertyKind.Method, FunctionFlags.Generator);
        if (Type is not (TokenType.Get or TokenType.Set or TokenType.Async) || Token.Escaped) return null;
        var type = Type;
        var (next, newLine) = LookAhead();
        if (next is TokenType.OpenParen or TokenType.Comma or TokenType.Colon or TokenType.CloseBrace or TokenType.Assign or TokenType.Semicolon or TokenType.EndOfFile)
            return null;
        if (type == TokenType.Async)
        {
            if (newLine) return null;
            Next();
            return new MethodPrefix(PropertyKind.Method, FunctionFlags.Async | (Eat(TokenType.Star) ? FunctionFlags.Generator : FunctionFlags.None));
        }

        if (next == TokenType.Star) return null;
        Next();
        return new MethodPrefix(type == TokenType.Get ? PropertyKind.Get : PropertyKind.Set, FunctionFlags.None);
    }

    private ObjectProperty ParsePrefixedMethod(in Marker marker, MethodPrefix prefix)
    {
        var key = ParsePropertyName(out var computed);
        var value = ParseMethod(prefix.Flags, prefix.Kind);
        var isAccessor = prefix.Kind is PropertyKind.Get or PropertyKind.Set;
        return Finish(new ObjectProperty(isAccessor ? prefix.Kind : PropertyKind.Init, key, value, computed, false, !isAccessor), marker);
    }

    private Expression ParsePropertyName(out bool computed)
    {
        computed = false;
        switch (Type)
        {
            case TokenType.String: return ParseString();
            case TokenType.Number: return ParseNumber();
            case TokenType.BigInt: return ParseBigInt();
            case TokenType.OpenBracket:
                computed = true;
                Next();
                var expression = ParseAssignment();
                Expect(TokenType.CloseBracket);
                return expression;
            default: return ParseIdentifierName();
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct MethodPrefix(PropertyKind Kind, FunctionFlags Flags);
}
