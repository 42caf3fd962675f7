using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Gantry.Tests.Rest.OpenApi;

/// <summary>The program's source, compiled for reading.</summary>
internal sealed class SourceCode
{
    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        global using Gantry.Shared.Errors;
        global using Gantry.Shared.Storage;
        """;

    private readonly Dictionary<SyntaxNode, IOperation?> _operations = [];
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];
    private readonly Lazy<Dictionary<ISymbol, List<IMethodSymbol>>> _implementations;

    public SourceCode()
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Parse);
        var files = Repository.Sources("functions").Where(file => !Repository.Relative(file).StartsWith("functions/Isolated/", StringComparison.Ordinal))
            .Concat(Repository.Sources("shared").Where(file => !Repository.Relative(file).StartsWith("shared/compat/", StringComparison.Ordinal)));
        var trees = files.AsParallel().Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file)).Append(CSharpSyntaxTree.ParseText(GlobalUsings, options)).ToList();
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileNameWithoutExtension(file) is not ("Gantry.Functions" or "Gantry.Shared" or "Gantry.Tests"))
            .Select(file => MetadataReference.CreateFromFile(file));
        Compilation = CSharpCompilation.Create("source", trees, references, new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Disable));
        _implementations = new(FindImplementations);
    }

    public CSharpCompilation Compilation { get; }

    /// <summary>The bodies that a call of a method may run: its own, or those that implement it. Storage knows nothing of requests and is left out.</summary>
    public IEnumerable<IMethodSymbol> Targets(IMethodSymbol method)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (definition.ContainingNamespace.ToDisplayString().StartsWith("Gantry.Shared.Storage", StringComparison.Ordinal)) return [];
        if (definition.ContainingType?.TypeKind != TypeKind.Interface) return definition.DeclaringSyntaxReferences.Length > 0 ? [definition] : [];
        return _implementations.Value.GetValueOrDefault(definition) ?? [];
    }

    /// <summary>The operation of a declaration's body or initializer.</summary>
    public IOperation? Operation(SyntaxNode node)
    {
        if (_operations.TryGetValue(node, out var known)) return known;
        if (!_models.TryGetValue(node.SyntaxTree, out var model)) _models[node.SyntaxTree] = model = Compilation.GetSemanticModel(node.SyntaxTree);
        return _operations[node] = model.GetOperation(node);
    }

    private Dictionary<ISymbol, List<IMethodSymbol>> FindImplementations()
    {
        var found = new Dictionary<ISymbol, List<IMethodSymbol>>(SymbolEqualityComparer.Default);
        foreach (var type in Types(Compilation.Assembly.GlobalNamespace))
        {
            foreach (var member in type.AllInterfaces.SelectMany(contract => contract.GetMembers().OfType<IMethodSymbol>()))
            {
                if (type.FindImplementationForInterfaceMember(member) is not IMethodSymbol { DeclaringSyntaxReferences.Length: > 0 } method) continue;
                if (!found.TryGetValue(member.OriginalDefinition, out var list)) found[member.OriginalDefinition] = list = [];
                list.Add(method);
            }
        }

        return found;
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? [type, .. Types(type)] : Types(member));
}
