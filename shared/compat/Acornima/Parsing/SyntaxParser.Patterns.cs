using Acornima.Ast;

namespace Acornima.Parsing;

// Binding patterns (sec-destructuring-binding-patterns).
internal sealed partial class SyntaxParser
{
    private enum BindingKind
    {
        Var,
        Lexical,
        Parameter,
    }

    private Node ParseBindingTarget()
    {
        Enter();
        Node target = Type switch
        {
            TokenType.OpenBracket => ParseArrayPattern(),
            TokenType.OpenBrace => ParseObjectPattern(),
            _ => ParseBindingIdentifier(),
        };
        Leave();
        return target;
    }

    /// <summary>A binding target with an optional default.</summary>
    private Node ParseBindingElement()
    {
        var marker = Start();
        var target = ParseBindingTarget();
        return Eat(TokenType.Assign) ? Finish(new AssignmentPattern(target, ParseAssignment()), marker) : target;
    }

    private RestElement ParseBindingRest()
    {
        var marker = Start();
        Next();
        return Finish(new RestElement(ParseBindingTarget()), marker);
    }

    private ArrayPattern ParseArrayPattern()
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

            if (Type == TokenType.Ellipsis)
            {
                _nodes.Add(ParseBindingRest());
                if (Type == TokenType.Comma) throw Fail(Token.Start, Messages.RestElementNotLast);
                break;
            }

            _nodes.Add(ParseBindingElement());
            if (Type != TokenType.CloseBracket) Expect(TokenType.Comma);
        }

        Expect(TokenType.CloseBracket);
        return Finish(new ArrayPattern(TakeNodes<Node?>(mark)), marker);
    }

    private ObjectPattern ParseObjectPattern()
    {
        var marker = Start();
        Next();
        var mark = _nodes.Count;
        while (Type != TokenType.CloseBrace)
        {
            if (Type == TokenType.Ellipsis)
            {
                var rest = Start();
                Next();

                // The rest of an object goes into a name only (BindingRestProperty).
                _nodes.Add(Finish(new RestElement(ParseBindingIdentifier()), rest));
                if (Type == TokenType.Comma) throw Fail(Token.Start, Messages.RestElementNotLast);
                break;
            }

            _nodes.Add(ParseBindingProperty());
            if (Type != TokenType.CloseBrace) Expect(TokenType.Comma);
        }

        Expect(TokenType.CloseBrace);
        return Finish(new ObjectPattern(TakeNodes<Node>(mark)), marker);
    }

    private AssignmentProperty ParseBindingProperty()
    {
        var marker = Start();
        var token = Token;
        var key = ParsePropertyName(out var computed);
        if (Eat(TokenType.Colon)) return Finish(new AssignmentProperty(key, ParseBindingElement(), computed, false), marker);
        if (computed || !TokenFacts.IsName(token.Type)) throw Unexpected();
        CheckShorthand(token);
        if (_strict && IsRestricted(token.Text!)) throw Fail(token.Start, Messages.StrictEvalArguments);
        Node value = key;
        if (Eat(TokenType.Assign)) value = Finish(new AssignmentPattern(key, ParseAssignment()), marker);
        return Finish(new AssignmentProperty(key, value, false, true), marker);
    }

    /// <summary>A shorthand property is a reference or a binding, so its name must be one.</summary>
    private void CheckShorthand(in LexToken token)
    {
        if (TokenFacts.IsReserved(token.Type)) throw FailWith(token.Start, Messages.UnexpectedToken, token.Text!);
        CheckName(token);
    }

    /// <summary>Declares the names of a binding target, which is an identifier or a pattern.</summary>
    private void DeclarePattern(Node? pattern, BindingKind kind)
    {
        switch (pattern)
        {
            case Identifier id:
                Declare(id, kind);
                break;
            case ArrayPattern array:
                foreach (var element in array.Elements) DeclarePattern(element, kind);
                break;
            case ObjectPattern obj:
                foreach (var property in obj.Properties) DeclarePattern(property, kind);
                break;
            case AssignmentProperty property:
                DeclarePattern(property.Value, kind);
                break;
            case AssignmentPattern assignment:
                DeclarePattern(assignment.Left, kind);
                break;
            case RestElement rest:
                DeclarePattern(rest.Argument, kind);
                break;
        }
    }

    private void Declare(Identifier id, BindingKind kind)
    {
        switch (kind)
        {
            case BindingKind.Parameter:
                if (!DeclareParameter(id) && _duplicateParameter < 0) _duplicateParameter = id.Start;
                break;
            case BindingKind.Lexical:
                if (id.Name == "let") throw Fail(id.Start, Messages.LexicalLet);
                DeclareLexical(id);
                break;
            default:
                DeclareVar(id);
                break;
        }
    }
}
