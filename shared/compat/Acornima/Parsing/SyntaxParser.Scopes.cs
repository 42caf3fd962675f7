using Acornima.Ast;
using NameKinds = Acornima.Parsing.ScopeFrame.NameKinds;

namespace Acornima.Parsing;

// Scopes and the early errors about names declared twice (sec-block-static-semantics-early-errors and its kin).
internal sealed partial class SyntaxParser
{
    private readonly List<ScopeFrame> _frames = [];
    private int _scopeCount;
    private int _varCount;

    private ScopeFrame CurrentScope => _frames[_scopeCount - 1];

    private ScopeFrame PushScope(bool hoisting, bool module = false)
    {
        var home = hoisting ? null : CurrentScope.Home;
        if (_scopeCount == _frames.Count) _frames.Add(new ScopeFrame());
        var frame = _frames[_scopeCount++];
        frame.Open(home, module, _varCount);
        return frame;
    }

    private void PopScope() => _frames[--_scopeCount].Close();

    /// <summary>Declares a variable of the function; no scope from here to the function may have the name.</summary>
    private void DeclareVar(Identifier id)
    {
        const NameKinds Clashes = NameKinds.Lexical | NameKinds.LexicalFunction;
        var home = CurrentScope.Home;
        if ((home.KindsOf(id.Name) & Clashes) != NameKinds.None || home.IsLexicalBelow(id.Name)) throw Redeclared(id);
        home.AddVar(id, ++_varCount);
    }

    private void DeclareLexical(Identifier id)
    {
        var frame = CurrentScope;
        if (frame.KindsOfOwn(id.Name) != NameKinds.None || frame.HasVarOf(id.Name)) throw Redeclared(id);
        frame.Add(id, NameKinds.Lexical);
    }

    private void DeclareSimpleCatch(Identifier id) => CurrentScope.Add(id, NameKinds.SimpleCatch);

    private void DeclareFunction(Identifier id, bool plain)
    {
        var frame = CurrentScope;
        var known = frame.KindsOfOwn(id.Name);
        if (frame.Home == frame && !frame.Module)
        {
            if (known.HasFlag(NameKinds.Lexical)) throw Redeclared(id);
            frame.Add(id, NameKinds.Function);
            return;
        }

        var sloppy = plain && !_strict;
        var again = sloppy && known == NameKinds.SloppyBlockFunction;
        if ((known != NameKinds.None && !again) || frame.HasVarOf(id.Name)) throw Redeclared(id);
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
