using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Gantry.Tests.Rest.OpenApi;

/// <summary>What calls do: reading parameters, mapping routes, and running on in another method.</summary>
internal sealed partial class Reader
{
    private static readonly string[] AllInputs = ["Parameters", "OAuthFields"];

    private IOperation? _insisting;

    private Known Invocation(IInvocationOperation call, Frame frame)
    {
        var method = call.TargetMethod;
        var instance = Visit(call.Instance, frame);
        var arguments = call.Arguments.Select(argument => (Parameter: argument.Parameter!.OriginalDefinition, Value: Visit(argument.Value, frame), argument)).ToList();
        var values = arguments.Select(argument => argument.Value).ToList();

        if (method.MethodKind == MethodKind.DelegateInvoke) return instance.Select(value => value is Function function ? Invoke(function, values) : Known.Nothing);
        if (AllInputs.Contains(method.ContainingType?.Name)) return ReadInput(call, method, instance, values);
        if (method.ContainingType?.Name == "JsonElement") return ReadElement(call, method, instance, values, frame);
        if (method is { ContainingType.Name: "IQueryCollection", Name: "TryGetValue" }) return ReadInput(call, method, Known.Of(new Input("")), values);
        if (method.ContainingType?.Name == "EndpointRouteBuilderExtensions") return Map(method, arguments.Select(argument => (argument.Parameter, argument.Value)).ToList());
        if (method is { ContainingType.Name: "HookPayload", Name: "Read" }) return Known.Of(new Element(""));

        var functions = values.SelectMany(value => value.Values).OfType<Function>().ToList();
        var targets = source.Targets(method).ToList();
        if (targets.Count == 0)
        {
            // Somebody else's method: it may call what it is given, and what it gives back may come from what it was called on.
            foreach (var function in functions) Perhaps(() => Invoke(function, [.. function.Symbol.Parameters.Select(_ => instance)]));
            return method.Name is "Concat" or "ToString" or "Configure" or "ConfigureAwait" or "WaitAsync" || IsBuilder(method) ? Known.Any(instance, values.FirstOrDefault() ?? Known.Nothing) : Known.Nothing;
        }

        if (IsBuilder(method)) return values.FirstOrDefault() ?? Known.Nothing;
        return Known.Any([.. targets.Select(target => Call(
            target, target.IsStatic ? Known.Nothing : targets.Count > 1 ? Known.Nothing : instance,
            [.. arguments.Select(argument => (target.Parameters[argument.Parameter.Ordinal].OriginalDefinition, argument.Value))]))]);
    }

    private static bool IsBuilder(IMethodSymbol method) => method.Name is "RequirePermission" or "LimitRate" or "AllowAnonymous" or "RequireAuthorization";

    private Known ReadInput(IInvocationOperation call, IMethodSymbol method, Known instance, List<Known> values)
    {
        if (method.Name is "BindAsync" or "FromQuery" or "FromBodyAsync") return Known.Of(new Input(""));
        if (method.Name == "Of") return values[0].Select(value => value switch { Element element => Known.Of(new Input(element.Path)), Input => Known.Of(value), _ => Known.Nothing });
        var type = method.Name switch
        {
            "String" or "RequiredString" or "FirstString" or "Find" or "Require" or "TryGetValue" => "string",
            "Bool" => "boolean",
            "Int" => "integer",
            "Date" => "date",
            "List" => "list",
            "Object" => "object",
            "Array" => "array",
            _ => "any",
        };
        var required = _uncertain == 0 && (method.Name is "RequiredString" or "Require" || _insisting == call);
        var names = Known.Any(values).Texts.ToList();
        return instance.Select(value => value is not Input input ? Known.Nothing : Known.Any([.. names.Select(name =>
        {
            var path = Below(input.Path, name);
            _findings.Reads.Add(new Read(path, type, required && names.Count == 1));
            return type switch { "object" => Known.Of(new Element(path)), "array" => Known.Of(new Element(path)), _ => Known.Nothing };
        })]));
    }

    private Known ReadElement(IInvocationOperation call, IMethodSymbol method, Known instance, List<Known> values, Frame frame)
    {
        switch (method.Name)
        {
            case "EnumerateArray": return instance.Select(value => value is Element element ? Known.Of(new Element(element.Path + "[]")) : Known.Nothing);
            case "Clone": return instance;
            case "TryGetProperty" or "GetProperty" when instance.Values.Count > 0 && values[0].Texts.Any():
                var found = instance.Select(value => value is not Element element ? Known.Nothing : Known.Any([.. values[0].Texts.Select(name =>
                {
                    var path = Below(element.Path, name);
                    _findings.Reads.Add(new Read(path, "any", false));
                    return Known.Of(new Element(path));
                })]));
                if (method.Name == "TryGetProperty") Assign(call.Arguments[1].Value, found, frame);
                return method.Name == "TryGetProperty" ? Known.Nothing : found;
            default: return Known.Nothing;
        }
    }

    private static string Below(string path, string name) => path.Length == 0 ? name : path + "." + name;

    private Known Map(IMethodSymbol method, List<(IParameterSymbol Parameter, Known Value)> arguments)
    {
        Known Argument(string name) => arguments.FirstOrDefault(argument => argument.Parameter.Name == name).Value ?? Known.Nothing;
        var prefix = Argument("endpoints").Values.OfType<RouteGroup>().FirstOrDefault()?.Prefix ?? "";
        var pattern = Argument(method.Name == "MapGroup" ? "prefix" : "pattern");
        if (method.Name == "MapGroup") return pattern.Texts.FirstOrDefault() is { } more ? Known.Of(new RouteGroup(prefix + more)) : Known.Nothing;
        var methods = method.Name switch
        {
            "MapGet" => ["GET"],
            "MapPost" => ["POST"],
            "MapPut" => ["PUT"],
            "MapDelete" => ["DELETE"],
            "MapMethods" => Argument("httpMethods").Texts.ToArray(),
            _ => [],
        };
        foreach (var handler in (Argument("handler").Values.Count > 0 ? Argument("handler") : Argument("requestDelegate")).Values.OfType<Function>())
        {
            var (_, findings) = Inside(() => Invoke(handler, [.. handler.Symbol.Parameters.Select(parameter => parameter.Type.Name == "Parameters" ? Known.Of(new Input("")) : Known.Nothing)]));
            foreach (var path in pattern.Texts)
                foreach (var verb in methods) Routes.Add(new MappedRoute(verb, prefix + (path.StartsWith('/') || path.Length == 0 ? path : "/" + path), Summaries.Of(handler), findings));
        }

        return Known.Nothing;
    }
}
