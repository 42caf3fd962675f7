using Acornima.Ast;
using NameKinds = Acornima.Parsing.ScopeFrame.NameKinds;

namespace Acornima.Parsing;

// Scopes and the early errors about names declared twice (sec-block-static-semantics-early-errors and its kin).
internal sealed partial class SyntaxParser
{
    private readonly List<ScopeFrame> _frames = [];
    private int _scopeCount;

    private ScopeFrame CurrentScope => _frames[_scopeCount - 1];

    private ScopeFrame PushScope(bool hoisting, bool module = false)
    {
        if (_scopeCount == _frames.Count) _frames.Add(new ScopeFrame());
        var frame = _frames[_scopeCount++];
        frame.Open(hoisting, module);
        return frame;
    }

    private void PopScope() => _scopeCount--;

    /// <summary>Declares a variable in every scope from here to the function.</summary>
    private void DeclareVar(Identifier id)
    {
        for (var i = _scopeCount - 1; i >= 0; i--)
        {
            var frame = _frames[i];
            const NameKinds Clashes = NameKinds.Lexical | NameKinds.SloppyBlockFunction | NameKinds.LexicalFunction;
            if ((frame.KindsOf(id.Name) & Clashes) != NameKinds.None) throw Redeclared(id);
            frame.Add(id, NameKinds.Var);
            if (frame.Hoisting) return;
        }
    }

    private void DeclareLexical(Identifier id)
    {
        var frame = CurrentScope;
        if (frame.KindsOf(id.Name) != NameKinds.None) throw Redeclared(id);
        frame.Add(id, NameKinds.Lexical);
    }

    private void DeclareSimpleCatch(Identifier id) => CurrentScope.Add(id, NameKinds.SimpleCatch);

    private void DeclareFunction(Identifier id, bool plain)
    {
        var frame = CurrentScope;
        var known = frame.KindsOf(id.Name);
        if (frame.Hoisting && !frame.Module)
        {
            if (known.HasFlag(NameKinds.Lexical)) throw Redeclared(id);
            frame.Add(id, NameKinds.Function);
            return;
        }

        var sloppy = plain && !_strict;
        if (known != NameKinds.None && !(sloppy && known == NameKinds.SloppyBlockFunction)) throw Redeclared(id);
        frame.Add(id, sloppy ? NameKinds.SloppyBlockFunction : NameKinds.LexicalFunction);
    }

    /// <summary>Declares a parameter.</summary>
    /// <returns>Whether the name was free.</returns>
    private bool DeclareParameter(Identifier id)
    {
        var free = CurrentScope.KindsOf(id.Name) == NameKinds.None;
        CurrentScope.Add(id, NameKinds.Parameter);
        return free;
    }

    private SyntaxErrorException Redeclared(Identifier id) => FailWith(id.Start, Messages.Redeclared, id.Name);
}
