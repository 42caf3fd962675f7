using Acornima.Ast;

namespace Acornima.Parsing;

// Arrow functions (sec-arrow-function-definitions, sec-async-arrow-function-definitions).
internal sealed partial class SyntaxParser
{
    private ArrowFunctionExpression ParseArrowOfIdentifier(in Marker marker, Identifier parameter, bool isAsync, bool allowIn)
    {
        var mark = _nodes.Count;
        _nodes.Add(parameter);
        return ParseArrow(marker, mark, isAsync, allowIn);
    }

    /// <summary>Parses the arrow and the body after parameters that were parsed as expressions and lie on the node stack.</summary>
    private ArrowFunctionExpression ParseArrow(in Marker marker, int mark, bool isAsync, bool allowIn)
    {
        CheckArrowParameters(marker.Index, isAsync);
        var flags = _flags & FunctionFlags.InheritedByArrows;
        if (isAsync) flags = (flags & ~FunctionFlags.NoAwait) | FunctionFlags.Async;
        var outer = EnterFunction(flags);
        var frame = PushScope(hoisting: true);
        for (var i = mark; i < _nodes.Count; i++) _nodes[i] = ToParameter(_nodes[i]!, isLast: i == _nodes.Count - 1);
        var parameters = TakeNodes<Node>(mark);
        foreach (var parameter in parameters) DeclarePattern(parameter, BindingKind.Parameter);
        Next();
        StatementOrExpression body;
        if (Type == TokenType.OpenBrace)
        {
            _flags |= FunctionFlags.Function;
            body = ParseFunctionBody(parameters, null, unique: true);
        }
        else
        {
            if (_duplicateParameter >= 0) throw Fail(_duplicateParameter, Messages.DuplicateParameter);
            body = ParseAssignment(allowIn);
        }

        LeaveFunction(outer);
        return FinishScope(new ArrowFunctionExpression(parameters, body, isAsync), marker, frame);
    }

    private void CheckArrowParameters(int start, bool isAsync)
    {
        if (_lastYield >= start) throw Fail(_lastYield, Messages.YieldInParameter);
        if (_lastAwait >= start) throw Fail(_lastAwait, Messages.AwaitInParameter);
        if (isAsync && _lastAwaitName >= start) throw Fail(_lastAwaitName, Messages.AwaitInParameter);
    }

    private Node ToParameter(Node node, bool isLast)
    {
        if (node is SpreadElement spread)
        {
            if (!isLast || spread.TrailingComma) throw Fail(spread.Start, Messages.RestParameterNotLast);
            if (spread.Argument is AssignmentExpression) throw InvalidPattern(spread.Argument);
            return FinishAs(new RestElement(ToPattern(spread.Argument, binding: true)), spread);
        }

        if (node is not (Identifier or ArrayExpression or ObjectExpression or AssignmentExpression or RestElement)) throw Fail(node.Start, Messages.MalformedArrow);
        return ToPattern(node, binding: true);
    }
}
