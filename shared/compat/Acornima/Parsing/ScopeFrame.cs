using System.Runtime.InteropServices;
using Acornima.Ast;

namespace Acornima.Parsing;

/// <summary>
/// The names that one scope declares so far. <c>var</c> goes to the frame of the function alone, however deep it stands, so that the cost of a
/// declaration does not depend on the depth; how it clashes with the frames in between is told by counts and times. Frames are used again for later scopes.
/// </summary>
internal sealed class ScopeFrame
{
    /// <summary>From how many names on a dictionary is dropped rather than cleared, which costs its size.</summary>
    private const int LargeScope = 64;

    public readonly Scope Scope;
    public readonly List<Identifier> Vars = [];
    public readonly List<Identifier> Lexicals = [];
    public readonly List<Identifier> Functions = [];
    private Dictionary<string, NameState> _names = NewNames();
    private int _openedAt;

    public ScopeFrame()
    {
        Scope = new Scope(this);
        Home = this;
    }

    /// <summary>How a name is declared in the scope; one name may be declared several ways.</summary>
    [Flags]
    public enum NameKinds : byte
    {
        None = 0,
        Var = 1,
        Parameter = 2,
        Lexical = 4,

        /// <summary>A function at the top of a script or a function, which behaves like a variable.</summary>
        Function = 8,

        /// <summary>A plain function in a block of sloppy code, which may be declared again (sec-block-duplicates-allowed-static-semantics).</summary>
        SloppyBlockFunction = 16,

        /// <summary>An identifier as catch parameter, which <c>var</c> may declare again (sec-variablestatements-in-catch-blocks).</summary>
        SimpleCatch = 32,

        /// <summary>Any other function in a block or at the top of a module, which is a lexical declaration.</summary>
        LexicalFunction = 64,
    }

    /// <summary>The frame where <c>var</c> stops: that of the function, the program or the static block.</summary>
    public ScopeFrame Home { get; private set; }

    /// <summary>Whether function declarations are lexical although <c>var</c> stops here: the top of a module.</summary>
    public bool Module { get; private set; }

    /// <summary>For the block of a catch clause, the frame of the parameter.</summary>
    public ScopeFrame? Parameters { get; set; }

    /// <summary>Opens the frame for a scope.</summary>
    /// <param name="home">Where <c>var</c> stops, or null if that is here.</param>
    /// <param name="module">Whether it is the top of a module.</param>
    /// <param name="time">The number of <c>var</c> declarations before.</param>
    public void Open(ScopeFrame? home, bool module, int time)
    {
        Home = home ?? this;
        Module = module;
        Parameters = null;
        _openedAt = time;
        Vars.Clear();
        Lexicals.Clear();
        Functions.Clear();
        if (_names.Count > LargeScope) _names = NewNames();
        else if (_names.Count > 0) _names.Clear();
    }

    /// <summary>Closes the frame: its names no longer stand between the function and a <c>var</c>.</summary>
    public void Close()
    {
        if (Home == this) return;
        foreach (var id in Lexicals) Home.Inner(id, -1, KindsOf(id.Name));
        foreach (var id in Functions) Home.Inner(id, -1, KindsOf(id.Name));
    }

    public NameKinds KindsOf(string name) => _names.GetValueOrDefault(name).Kinds;

    /// <summary>How a name is declared in the scope or by the catch parameter before it.</summary>
    public NameKinds KindsOfOwn(string name) => KindsOf(name) | (Parameters?.KindsOf(name) ?? NameKinds.None);

    /// <summary>Whether a <c>var</c> in this scope, itself or in one inside, has the name.</summary>
    public bool HasVarOf(string name) => Home._names.GetValueOrDefault(name).LastVar > _openedAt;

    /// <summary>Whether one of the scopes between the function and the current one declares the name lexically.</summary>
    public bool IsLexicalBelow(string name) => _names.GetValueOrDefault(name).OpenLexicals > 0;

    public void AddVar(Identifier id, int time)
    {
        Add(id, NameKinds.Var);
        CollectionsMarshal.GetValueRefOrAddDefault(_names, id.Name, out _).LastVar = time;
    }

    public void Add(Identifier id, NameKinds kind)
    {
        ref var state = ref CollectionsMarshal.GetValueRefOrAddDefault(_names, id.Name, out _);
        if (state.Kinds.HasFlag(kind)) return;
        state.Kinds |= kind;
        ListOf(kind).Add(id);
        if (Home != this) Home.Inner(id, 1, kind);
    }

    private List<Identifier> ListOf(NameKinds kind) => kind switch
    {
        NameKinds.Var or NameKinds.Parameter => Vars,
        NameKinds.Function or NameKinds.SloppyBlockFunction or NameKinds.LexicalFunction => Functions,
        _ => Lexicals,
    };

    /// <summary>Counts a name that an inner scope declares; a simple catch parameter is not in the way of <c>var</c>.</summary>
    private void Inner(Identifier id, int change, NameKinds kind)
    {
        if (kind != NameKinds.SimpleCatch) CollectionsMarshal.GetValueRefOrAddDefault(_names, id.Name, out _).OpenLexicals += change;
    }

    // Names come from one NameTable, so their references tell them apart.
    private static Dictionary<string, NameState> NewNames() => new(NameComparer.Instance);

    [StructLayout(LayoutKind.Auto)]
    private struct NameState
    {
        public NameKinds Kinds;

        /// <summary>When <c>var</c> last declared the name here or in an inner scope.</summary>
        public int LastVar;

        /// <summary>How many open inner scopes declare the name lexically.</summary>
        public int OpenLexicals;
    }
}
