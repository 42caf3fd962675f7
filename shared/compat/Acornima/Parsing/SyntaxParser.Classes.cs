using Acornima.Ast;

namespace Acornima.Parsing;

// Classes (sec-class-definitions) and decorators.
internal sealed partial class SyntaxParser
{
    private bool DecoratorsEnabled => Allows(ExperimentalESFeatures.Decorators);

    private ClassDeclaration ParseClassDeclaration(bool nameOptional = false)
    {
        var marker = Start();
        var decorators = ParseDecorators();
        var wasStrict = EnterClass();
        Identifier? id = null;
        if (!nameOptional || (TokenFacts.IsName(Type) && Type is not TokenType.Extends))
        {
            id = ParseBindingIdentifier();
            DeclareLexical(id);
        }

        var parts = ParseClassTail(id);
        _strict = wasStrict;
        return FinishScope(new ClassDeclaration(id, parts.SuperClass, parts.Body, decorators), marker, parts.Frame);
    }

    private ClassExpression ParseClassExpression()
    {
        var marker = Start();
        var decorators = ParseDecorators();
        var wasStrict = EnterClass();
        var id = TokenFacts.IsName(Type) && Type is not TokenType.Extends ? ParseBindingIdentifier() : null;
        var parts = ParseClassTail(id);
        _strict = wasStrict;
        return FinishScope(new ClassExpression(id, parts.SuperClass, parts.Body, decorators), marker, parts.Frame);
    }

    /// <summary>All parts of a class are strict code, its name included.</summary>
    private bool EnterClass()
    {
        var wasStrict = _strict;
        Expect(TokenType.Class);
        _strict = true;
        return wasStrict;
    }

    private ClassParts ParseClassTail(Identifier? id)
    {
        Enter();
        var frame = PushScope(hoisting: false);
        if (id is not null) frame.Add(id, ScopeFrame.NameKinds.Lexical);
        Expression? superClass = null;
        if (Eat(TokenType.Extends))
        {
            _arrowStart = -1;
            var cover = default(Cover);
            superClass = ParseLeftHandSide(ref cover);
            ThrowCover(cover);
        }

        // What is extended is outside: it does not see the private names of the class (AllPrivateIdentifiersValid of ClassTail).
        _privateScopes.Push(new PrivateScope());
        var body = ParseClassBody(superClass is not null);
        Leave();
        return new ClassParts(superClass, body, frame);
    }

    private ClassBody ParseClassBody(bool derived)
    {
        var marker = Start();
        Expect(TokenType.OpenBrace);
        var (mark, hasConstructor) = (_nodes.Count, false);
        while (Type != TokenType.CloseBrace)
        {
            if (Eat(TokenType.Semicolon)) continue;
            var element = ParseClassElement(derived);
            if (element is MethodDefinition { Kind: PropertyKind.Constructor } constructor)
            {
                if (hasConstructor) throw Fail(constructor.Start, Messages.DuplicateConstructor);
                hasConstructor = true;
            }

            _nodes.Add(element);
        }

        PopPrivateScope();
        Next();
        return Finish(new ClassBody(TakeNodes<Node>(mark)), marker);
    }

    private NodeList<Decorator> ParseDecorators()
    {
        if (!DecoratorsEnabled || Type != TokenType.At) return default;
        var mark = _nodes.Count;
        while (Type == TokenType.At)
        {
            var marker = Start();
            Next();
            _nodes.Add(Finish(new Decorator(ParseDecoratorExpression()), marker));
        }

        return TakeNodes<Decorator>(mark);
    }

    /// <summary>A parenthesized expression, or names with dots and at most one call.</summary>
    private Expression ParseDecoratorExpression()
    {
        var marker = Start();
        if (Type == TokenType.OpenParen)
        {
            _arrowStart = -1;
            return ParseParenthesized();
        }

        Expression expression = ParseIdentifier();
        while (Eat(TokenType.Dot)) expression = Finish(new MemberExpression(expression, ParseMemberName(), false, false), marker);
        return Type == TokenType.OpenParen ? Finish(new CallExpression(expression, ParseArguments(), false), marker) : expression;
    }

    private readonly record struct ClassParts(Expression? SuperClass, ClassBody Body, ScopeFrame Frame);
}
