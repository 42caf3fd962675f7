using Acornima.Ast;

namespace Acornima.Parsing;

// Private names, which a class around them must declare, before or after (AllPrivateIdentifiersValid, sec-class-definitions-static-semantics-early-errors).
internal sealed partial class SyntaxParser
{
    private readonly Stack<PrivateScope> _privateScopes = new();

    private PrivateIdentifier ParsePrivateName()
    {
        var marker = Start();
        var name = Token.Text!;
        Next();
        return Finish(new PrivateIdentifier(name), marker);
    }

    private PrivateIdentifier ParsePrivateReference()
    {
        var name = ParsePrivateName();
        if (!_options.CheckPrivateFields) return name;
        if (!_privateScopes.TryPeek(out var scope)) throw Undeclared(name);
        scope.References.Add(name);
        return name;
    }

    private void PopPrivateScope()
    {
        var scope = _privateScopes.Pop();
        var outer = _privateScopes.TryPeek(out var found) ? found : null;
        foreach (var name in scope.References)
        {
            if (scope.Declared.ContainsKey(name.Name)) continue;
            if (outer is null) throw Undeclared(name);
            outer.References.Add(name);
        }
    }

    private SyntaxErrorException Undeclared(PrivateIdentifier name) => FailWith(name.Start, Messages.UndeclaredPrivate, name.Name);

    /// <summary>Declares the name of an element. Only a getter and a setter, both static or both not, may share one.</summary>
    private void DeclarePrivate(PrivateIdentifier name, PropertyKind kind, bool isStatic)
    {
        var declared = _privateScopes.Peek().Declared;
        var added = new PrivateElement(kind, isStatic);
        if (declared.TryGetValue(name.Name, out var known))
        {
            var pair = known.Static == isStatic && (known.Kind, kind) is (PropertyKind.Get, PropertyKind.Set) or (PropertyKind.Set, PropertyKind.Get);
            if (!pair) throw FailWith(name.Start, Messages.Redeclared, "#" + name.Name);
            added = added with { Kind = PropertyKind.Unknown };
        }

        declared[name.Name] = added;
    }

    private readonly record struct PrivateElement(PropertyKind Kind, bool Static);

    private sealed class PrivateScope
    {
        public Dictionary<string, PrivateElement> Declared { get; } = new(NameComparer.Instance);

        public List<PrivateIdentifier> References { get; } = [];
    }
}
