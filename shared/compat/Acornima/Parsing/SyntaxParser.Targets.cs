using System.Runtime.CompilerServices;
using Acornima.Ast;

namespace Acornima.Parsing;

// Expressions that turn out to be assignment or parameter patterns (sec-destructuring-assignment, sec-arrow-function-definitions).
internal sealed partial class SyntaxParser
{
    private Node ToAssignmentTarget(Expression expression)
    {
        if (expression is ArrayExpression or ObjectExpression)
            return expression.Parenthesized ? throw Fail(expression.Start, Messages.InvalidAssignmentTarget) : ToPattern(expression, binding: false);
        CheckSimpleTarget(expression, Messages.InvalidAssignmentTarget);
        return expression;
    }

    /// <summary>Checks a target that is no pattern (AssignmentTargetType, sec-static-semantics-assignmenttargettype).</summary>
    private void CheckSimpleTarget(Expression expression, string message, [CallerArgumentExpression(nameof(message))] string code = "")
    {
        switch (expression)
        {
            case Identifier id when _strict && IsRestricted(id.Name): throw Fail(id.Start, Messages.StrictEvalArguments);
            case Identifier or MemberExpression: return;
            default: throw Fail(expression.Start, message, code);
        }
    }

    /// <summary>Makes the pattern that an expression covers.</summary>
    /// <param name="node">The expression, or a pattern made from one before.</param>
    /// <param name="binding">Whether it declares names, as parameters do, rather than assigns.</param>
    private Node ToPattern(Node node, bool binding)
    {
        Enter();
        var pattern = ToPatternCore(node, binding);
        Leave();
        return pattern;
    }

    private Node ToPatternCore(Node node, bool binding)
    {
        if (node.Parenthesized && (binding || node is not (Identifier or MemberExpression))) throw InvalidPattern(node);
        switch (node)
        {
            case Identifier id:
                if (_strict && IsRestricted(id.Name)) throw Fail(id.Start, Messages.StrictEvalArguments);
                return id;
            case MemberExpression when !binding:
                return node;
            case ArrayExpression array:
                return ToArrayPattern(array, binding);
            case ObjectExpression obj:
                return ToObjectPattern(obj, binding);
            case AssignmentExpression { Operator: Operator.Assignment } assignment:
                return FinishAs(new AssignmentPattern(binding ? CheckBinding(assignment.Left) : assignment.Left, assignment.Right), assignment);
            case AssignmentPattern pattern:
                if (_strict && pattern.Left is Identifier name && IsRestricted(name.Name)) throw Fail(name.Start, Messages.StrictEvalArguments);
                return binding ? FinishAs(new AssignmentPattern(CheckBinding(pattern.Left), pattern.Right), pattern) : pattern;
            case RestElement when binding:
                return node;
            default:
                throw InvalidPattern(node);
        }
    }

    private SyntaxErrorException InvalidPattern(Node node) => Fail(node.Start, Messages.InvalidDestructuringTarget);

    private ArrayPattern ToArrayPattern(ArrayExpression array, bool binding)
    {
        var mark = _nodes.Count;
        foreach (var element in array.Elements)
            _nodes.Add(element switch
            {
                null => null,
                SpreadElement spread => ToRest(spread, binding, isLast: ReferenceEquals(element, array.Elements[^1]), inObject: false),
                _ => ToPattern(element, binding),
            });
        return FinishAs(new ArrayPattern(TakeNodes<Node?>(mark)), array);
    }

    private ObjectPattern ToObjectPattern(ObjectExpression obj, bool binding)
    {
        var mark = _nodes.Count;
        foreach (var property in obj.Properties)
            _nodes.Add(property switch
            {
                SpreadElement spread => ToRest(spread, binding, isLast: ReferenceEquals(property, obj.Properties[^1]), inObject: true),
                ObjectProperty { Kind: PropertyKind.Init, Method: false } p =>
                    FinishAs(new AssignmentProperty(p.Key, ToPattern(p.Value, binding), p.Computed, p.Shorthand), p),
                _ => throw InvalidPattern(property),
            });
        return FinishAs(new ObjectPattern(TakeNodes<Node>(mark)), obj);
    }

    private RestElement ToRest(SpreadElement spread, bool binding, bool isLast, bool inObject)
    {
        if (!isLast || spread.TrailingComma) throw Fail(spread.Start, Messages.RestElementNotLast);

        // No default, and in an object no pattern (AssignmentRestElement, AssignmentRestProperty).
        if (spread.Argument is AssignmentExpression) throw InvalidPattern(spread.Argument);
        if (inObject && spread.Argument is ArrayExpression or ObjectExpression) throw Fail(spread.Argument.Start, Messages.InvalidObjectRest);
        return FinishAs(new RestElement(ToPattern(spread.Argument, binding)), spread);
    }

    /// <summary>Checks that an assignment pattern made before also is a binding pattern.</summary>
    private Node CheckBinding(Node pattern)
    {
        if (pattern.Parenthesized) throw InvalidPattern(pattern);
        switch (pattern)
        {
            case ArrayPattern array:
                foreach (var element in array.Elements)
                    if (element is not null) CheckBinding(element);
                break;
            case ObjectPattern obj:
                foreach (var property in obj.Properties) CheckBinding(property is AssignmentProperty p ? p.Value : property);
                break;
            case AssignmentPattern assignment:
                CheckBinding(assignment.Left);
                break;
            case RestElement rest:
                CheckBinding(rest.Argument);
                break;
            case not Identifier:
                throw InvalidPattern(pattern);
        }

        return pattern;
    }
}
