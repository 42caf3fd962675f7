using Acornima.Ast;

namespace Acornima.Parsing;

// Methods, fields, accessors and static blocks of classes (ClassElement of sec-class-definitions).
internal sealed partial class SyntaxParser
{
    private Node ParseClassElement(bool derived)
    {
        var marker = Start();
        var decorators = ParseDecorators();
        var isStatic = false;
        if (Type == TokenType.Static && !Token.Escaped && !EndsElementName(LookAhead().Type))
        {
            Next();
            if (Type == TokenType.OpenBrace && decorators.Count == 0) return ParseStaticBlock(marker);
            isStatic = true;
        }

        var element = new ElementHead(marker, decorators, isStatic, derived);
        if (IsAccessorKeyword())
        {
            Next();
            return ParseField(element, isAccessor: true);
        }

        if (ParseElementPrefix() is not { } prefix) return ParseField(element, isAccessor: false);
        return ParseClassMethod(element, prefix, ParseElementName(out var computed), computed);
    }

    /// <summary>Whether a token after a name shows that the name, be it <c>static</c> or <c>get</c>, is that of the element.</summary>
    private static bool EndsElementName(TokenType next) =>
        next is TokenType.OpenParen or TokenType.Assign or TokenType.Semicolon or TokenType.CloseBrace or TokenType.EndOfFile;

    private bool IsAccessorKeyword()
    {
        if (!DecoratorsEnabled || Type != TokenType.Accessor || Token.Escaped) return false;
        var (next, newLine) = LookAhead();
        return !newLine && !EndsElementName(next);
    }

    private MethodPrefix? ParseElementPrefix()
    {
        if (Type is TokenType.Get or TokenType.Set or TokenType.Async && EndsElementName(LookAhead().Type)) return null;
        return ParseMethodPrefix();
    }

    private Expression ParseElementName(out bool computed)
    {
        computed = false;
        return Type == TokenType.PrivateName ? ParsePrivateName() : ParsePropertyName(out computed);
    }

    /// <summary>A field, or a method without a prefix.</summary>
    private ClassProperty ParseField(in ElementHead head, bool isAccessor)
    {
        var key = ParseElementName(out var computed);
        if (!isAccessor && Type == TokenType.OpenParen) return ParseClassMethod(head, new MethodPrefix(PropertyKind.Method, FunctionFlags.None), key, computed);
        CheckFieldName(key, computed, head.Static);
        if (key is PrivateIdentifier name) DeclarePrivate(name, PropertyKind.Property, head.Static);
        Expression? value = null;
        if (Eat(TokenType.Assign)) value = ParseFieldValue();
        ExpectSemicolon();
        return isAccessor
            ? Finish(new AccessorProperty(key, value, computed, head.Static, head.Decorators), head.Marker)
            : Finish(new PropertyDefinition(key, value, computed, head.Static, head.Decorators), head.Marker);
    }

    private void CheckFieldName(Expression key, bool computed, bool isStatic)
    {
        if (key is PrivateIdentifier { Name: "constructor" }) throw Fail(key.Start, Messages.PrivateConstructor);
        if (computed) return;
        if (IsNamed(key, "constructor")) throw Fail(key.Start, Messages.ConstructorField);
        if (isStatic && IsNamed(key, "prototype")) throw Fail(key.Start, Messages.StaticPrototype);
    }

    /// <summary>The value of a field is evaluated in a method of its own.</summary>
    private Expression ParseFieldValue()
    {
        var outer = EnterFunction(ElementFlags() | (Has(FunctionFlags.Async | FunctionFlags.NoAwait) ? FunctionFlags.NoAwait : FunctionFlags.None));
        PushScope(hoisting: true);
        var value = ParseAssignment();
        PopScope();
        LeaveFunction(outer);
        return value;
    }

    private static FunctionFlags ElementFlags() => FunctionFlags.SuperProperty | FunctionFlags.NewTarget | FunctionFlags.NoArguments;

    private StaticBlock ParseStaticBlock(in Marker marker)
    {
        var outer = EnterFunction(ElementFlags() | FunctionFlags.NoAwait);
        var frame = PushScope(hoisting: true);
        var body = ParseBlockBody();
        LeaveFunction(outer);
        return FinishScope(new StaticBlock(body), marker, frame);
    }

    private MethodDefinition ParseClassMethod(in ElementHead head, MethodPrefix prefix, Expression key, bool computed)
    {
        var (kind, flags) = (prefix.Kind, prefix.Flags);
        var named = !computed && IsNamed(key, "constructor");
        if (key is PrivateIdentifier { Name: "constructor" }) throw Fail(key.Start, Messages.PrivateConstructor);
        if (named && !head.Static)
        {
            if (kind != PropertyKind.Method) throw Fail(key.Start, Messages.ConstructorAccessor);
            if (flags.HasFlag(FunctionFlags.Async)) throw Fail(key.Start, Messages.ConstructorAsync);
            if (flags.HasFlag(FunctionFlags.Generator)) throw Fail(key.Start, Messages.ConstructorGenerator);
            kind = PropertyKind.Constructor;
            if (head.Derived) flags |= FunctionFlags.SuperCall;
        }

        if (head.Static && !computed && IsNamed(key, "prototype")) throw Fail(key.Start, Messages.StaticPrototype);
        if (key is PrivateIdentifier name) DeclarePrivate(name, kind, head.Static);
        var value = ParseMethod(flags, kind);
        return Finish(new MethodDefinition(kind, key, value, computed, head.Static, head.Decorators), head.Marker);
    }

    private readonly record struct ElementHead(Marker Marker, NodeList<Decorator> Decorators, bool Static, bool Derived);
}
