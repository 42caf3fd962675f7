using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Gantry.Tests.Rest.OpenApi;

/// <summary>What the documentation says that a handler does.</summary>
internal static partial class Summaries
{
    /// <summary>The summary of the method itself, or of what a lambda calls; null for none.</summary>
    public static string? Of(Function handler)
    {
        if (handler.Lambda is null) return Of(handler.Symbol);
        var calls = handler.Lambda.Body.Descendants().OfType<IInvocationOperation>().ToList();
        var passedOn = calls.Where(call => call.TargetMethod.MethodKind == MethodKind.DelegateInvoke).Select(call => call.Instance).OfType<IParameterReferenceOperation>()
            .SelectMany(use => handler.Captured!.Find(use.Parameter.OriginalDefinition).Values).OfType<Function>().FirstOrDefault();
        return passedOn is not null
            ? Of(passedOn)
            : calls.Select(call => call.TargetMethod).Where(method => method.ReturnType.Name != "ApiException").Select(Of).FirstOrDefault(text => text is not null);
    }

    private static string? Of(IMethodSymbol method)
    {
        if (method.GetDocumentationCommentXml() is not { Length: > 0 } xml || XElement.Parse(xml).Element("summary") is not { } summary) return null;
        foreach (var reference in summary.Descendants().Where(node => node.Name.LocalName is "see" or "paramref" or "typeparamref").ToList())
            reference.ReplaceWith((reference.Attribute("cref") ?? reference.Attribute("name") ?? reference.Attribute("langword"))?.Value.Split('.', ':')[^1] ?? "");
        return Blanks().Replace(summary.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();
}
