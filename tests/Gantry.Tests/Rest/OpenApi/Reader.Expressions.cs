using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Gantry.Tests.Rest.OpenApi;

/// <summary>What expressions are worth.</summary>
internal sealed partial class Reader
{
    private Known Visit(IOperation? operation, Frame frame)
    {
        if (operation is null) return Known.Nothing;
        if (operation.ConstantValue is { HasValue: true, Value: { } constant }) return Known.Of(constant is int or string ? constant : null);
        switch (operation)
        {
            case IBlockOperation block: return RunBlock(block, frame);
            case IReturnOperation exit:
                _returns.Peek().Add(Visit(exit.ReturnedValue, frame));
                return Known.Nothing;
            case IParameterReferenceOperation parameter: return Captured(parameter.Parameter, frame);
            case ILocalReferenceOperation local: return frame.Find(local.Local);
            case IInstanceReferenceOperation: return frame.Instance;
            case IConversionOperation conversion: return Visit(conversion.Operand, frame);
            case IParenthesizedOperation inner: return Visit(inner.Operand, frame);
            case IAwaitOperation await: return Visit(await.Operation, frame);
            case IVariableDeclaratorOperation declarator:
                frame.Set(declarator.Symbol, Visit(declarator.Initializer?.Value, frame));
                return Known.Nothing;
            case ISimpleAssignmentOperation assignment: return Assign(assignment.Target, Visit(assignment.Value, frame), frame);
            case IDeconstructionAssignmentOperation deconstruction: return Deconstruct(deconstruction, frame);
            case IConditionalOperation conditional:
                Visit(conditional.Condition, frame);
                return Known.Any(Perhaps(() => Visit(conditional.WhenTrue, frame)), Perhaps(() => Visit(conditional.WhenFalse, frame)));
            case ICoalesceOperation coalesce: return Coalesce(coalesce, frame);
            case ISwitchExpressionOperation choice:
                Visit(choice.Value, frame);
                return Known.Any([.. choice.Arms.Select(arm => Perhaps(() => Visit(arm.Value, frame)))]);
            case IIsPatternOperation pattern:
                var matched = Visit(pattern.Value, frame);
                Bind(pattern.Pattern, matched, frame);
                VisitChildren(pattern.Pattern, frame);
                return Known.Nothing;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                var (left, right) = (Visit(sum.LeftOperand, frame), Visit(sum.RightOperand, frame));
                return Join([left, right]);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both:
                Visit(both.LeftOperand, frame);
                return Perhaps(() => Visit(both.RightOperand, frame));
            case IInterpolatedStringOperation text: return Join([.. text.Parts.Select(part => Part(part, frame))]);
            case ILoopOperation loop: return Perhaps(() => Loop(loop, frame));
            case ITryOperation attempt:
                Visit(attempt.Body, frame);
                foreach (var handler in attempt.Catches) Perhaps(() => Visit(handler.Handler, frame));
                return Visit(attempt.Finally, frame);
            case ISwitchOperation cases:
                Visit(cases.Value, frame);
                return Perhaps(() => VisitChildren(cases, frame));
            case IConditionalAccessOperation access:
                var receiver = Visit(access.Operation, frame);
                return Perhaps(() => WithReceiver(receiver, () => Visit(access.WhenNotNull, frame)));
            case IConditionalAccessInstanceOperation: return _receivers.Peek();
            case ILocalFunctionOperation: return Known.Nothing;
            case IAnonymousFunctionOperation lambda: return Known.Of(new Function(lambda.Symbol, lambda, frame));
            case IDelegateCreationOperation created: return Visit(created.Target, frame);
            case IMethodReferenceOperation reference: return Known.Of(new Function(reference.Method, null, null));
            case IArrayCreationOperation array: return Known.Any([.. array.Initializer?.ElementValues.Select(item => Visit(item, frame)) ?? []]);
            case ICollectionExpressionOperation list: return Known.Any([.. list.Elements.Select(item => Visit(item, frame))]);
            case IObjectCreationOperation creation: return Create(creation, frame);
            case IInvocationOperation invocation: return Invocation(invocation, frame);
            case IPropertyReferenceOperation property: return Property(property, frame);
            case IFieldReferenceOperation field: return Field(field.Field, Visit(field.Instance, frame));
            case IIsTypeOperation or INameOfOperation or ITypeOfOperation: return Known.Nothing;
            default: return VisitChildren(operation, frame);
        }
    }

    private readonly Stack<Known> _receivers = new();

    private Known WithReceiver(Known receiver, Func<Known> run)
    {
        _receivers.Push(receiver);
        var result = run();
        _receivers.Pop();
        return result;
    }

    private Known VisitChildren(IOperation operation, Frame frame)
    {
        foreach (var child in operation.ChildOperations) Visit(child, frame);
        return Known.Nothing;
    }

    // A primary constructor's parameter, seen from a method.
    private static Known Captured(IParameterSymbol parameter, Frame frame)
    {
        var value = frame.Find(parameter.OriginalDefinition);
        if (value.Values.Count > 0) return value;
        return parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? Member(frame.Instance, parameter.Name) : Known.Nothing;
    }

    private static Known Member(Known instance, string name) =>
        instance.Select(value => value is Record record && record.Members.TryGetValue(name, out var member) ? member : Known.Nothing);

    private Known Assign(IOperation target, Known value, Frame frame)
    {
        switch (target)
        {
            case ILocalReferenceOperation local: frame.Set(local.Local, value); break;
            case IParameterReferenceOperation parameter: frame.Set(parameter.Parameter, value); break;
            case IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared }: frame.Set(declared.Local, value); break;
            case IDiscardOperation: break;
            default: VisitChildren(target, frame); break;
        }

        return value;
    }

    private Known Deconstruct(IDeconstructionAssignmentOperation operation, Frame frame)
    {
        var target = operation.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : operation.Target;
        var value = operation.Value is IConversionOperation conversion ? conversion.Operand : operation.Value;
        if (target is ITupleOperation targets && value is ITupleOperation values)
            foreach (var (to, from) in targets.Elements.Zip(values.Elements)) Assign(to, Visit(from, frame), frame);
        else Visit(value, frame);
        return Known.Nothing;
    }

    private Known Coalesce(ICoalesceOperation operation, Frame frame)
    {
        var insists = operation.WhenNull is IThrowOperation or IConversionOperation { Operand: IThrowOperation };
        var before = _insisting;
        if (insists) _insisting = operation.Value;
        var value = Visit(operation.Value, frame);
        _insisting = before;
        return Known.Any(value, Perhaps(() => Visit(operation.WhenNull, frame)));
    }

    private Known Part(IInterpolatedStringContentOperation part, Frame frame) => part switch
    {
        IInterpolatedStringTextOperation text => Visit(text.Text, frame),
        IInterpolationOperation hole => Visit(hole.Expression, frame),
        _ => VisitChildren(part, frame),
    };

    private static Known Join(IReadOnlyList<Known> parts)
    {
        IEnumerable<string> texts = [""];
        foreach (var part in parts) texts = texts.SelectMany(text => part.Texts.Select(more => text + more));
        return Known.Any([.. texts.Take(20).Select(Known.Of)]);
    }

    private Known Loop(ILoopOperation loop, Frame frame)
    {
        if (loop is not IForEachLoopOperation each) return VisitChildren(loop, frame);
        var items = Visit(each.Collection, frame);
        foreach (var local in each.Locals) frame.Set(local, items);
        return Visit(each.Body, frame);
    }

    private static void Bind(IPatternOperation pattern, Known value, Frame frame)
    {
        switch (pattern)
        {
            case IRecursivePatternOperation { DeclaredSymbol: { } symbol }: frame.Set(symbol, value); break;
            case IDeclarationPatternOperation { DeclaredSymbol: { } symbol }: frame.Set(symbol, value); break;
            case INegatedPatternOperation negated: Bind(negated.Pattern, value, frame); break;
            case IBinaryPatternOperation both:
                Bind(both.LeftPattern, value, frame);
                Bind(both.RightPattern, value, frame);
                break;
        }
    }

    private Known Create(IObjectCreationOperation creation, Frame frame)
    {
        var arguments = creation.Arguments.Select(argument => (Parameter: argument.Parameter!, Value: Visit(argument.Value, frame))).ToList();
        Visit(creation.Initializer, frame);
        if (creation.Type?.Name == "ApiException") Refuse(arguments[0].Value, arguments[1].Value);
        if (creation.Type?.Name == "OAuthException") Refuse(arguments.Single(argument => argument.Parameter.Name == "status").Value, arguments[0].Value);
        if (creation.Type?.Name == "OAuthFields") return Known.Of(new Input(""));
        if (creation.Type is not { DeclaringSyntaxReferences.Length: > 0 } type) return Known.Nothing;
        var made = Known.Of(new Record(type, arguments.ToDictionary(argument => argument.Parameter.Name, argument => argument.Value, StringComparer.OrdinalIgnoreCase)));
        if (creation.Constructor is { } constructor) Call(constructor.OriginalDefinition, made, arguments);
        return made;
    }

    private void Refuse(Known statuses, Known errorTypes)
    {
        foreach (var status in statuses.Values.OfType<int>())
            foreach (var errorType in errorTypes.Texts) _findings.Refusals.Add(new Refusal(status, errorType));
    }

    private Known Property(IPropertyReferenceOperation operation, Frame frame)
    {
        var instance = Visit(operation.Instance, frame);
        foreach (var argument in operation.Arguments) Visit(argument.Value, frame);
        var property = operation.Property.OriginalDefinition;
        if (property.ContainingType?.Name == "Parameters" && property.Name == "Body") return instance.Select(value => value is Input input ? Known.Of(new Element(input.Path)) : Known.Nothing);
        if (property.ContainingType?.Name == "UploadForm" && property.Name == "Fields") return Known.Of(new Input(""));
        if (property.ContainingType is { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }) return instance;
        var member = Member(instance, property.Name);
        if (member.Values.Count > 0) return member;
        if (property.GetMethod is { DeclaringSyntaxReferences.Length: > 0 } getter) return Call(getter, instance, []);
        return Initial(property, instance);
    }

    private Known Field(IFieldSymbol field, Known instance)
    {
        var member = Member(instance, field.Name);
        return member.Values.Count > 0 ? member : Initial(field.OriginalDefinition, instance);
    }

    private Known Initial(ISymbol symbol, Known instance)
    {
        var key = symbol.ToDisplayString() + "=" + instance.Key;
        if (!_running.Add(key)) return Known.Nothing;
        var values = symbol.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).Select(node => node switch
        {
            VariableDeclaratorSyntax { Initializer: { } initializer } => source.Operation(initializer.Value),
            PropertyDeclarationSyntax { Initializer: { } initializer } => source.Operation(initializer.Value),
            PropertyDeclarationSyntax { ExpressionBody: { } arrow } => source.Operation(arrow.Expression),
            _ => null,
        }).Select(operation => Visit(operation, new Frame(instance, null))).ToList();
        _running.Remove(key);
        return Known.Any(values);
    }
}
