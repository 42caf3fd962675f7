using Acornima.Ast;

namespace Acornima.Parsing;

/// <summary>The names that one scope declares so far. Frames are used again for later scopes.</summary>
internal sealed class ScopeFrame
{
    /// <summary>From how many names on a dictionary is dropped rather than cleared, which costs its size.</summary>
    private const int LargeScope = 64;

    public readonly Scope Scope;
    public readonly List<Identifier> Vars = [];
    public readonly List<Identifier> Lexicals = [];
    public readonly List<Identifier> Functions = [];
    private Dictionary<string, NameKinds> _names = NewNames();

    public ScopeFrame() => Scope = new Scope(this);

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

        /// <summary>Any other function in a block or at the top of a module, which is a lexical declaration.</summary>
        LexicalFunction = 64,

        /// <summary>An identifier as catch parameter, which <c>var</c> may declare again (sec-variablestatements-in-catch-blocks).</summary>
        SimpleCatch = 32,
    }

    /// <summary>Whether <c>var</c> stops here.</summary>
    public bool Hoisting { get; private set; }

    /// <summary>Whether function declarations are lexical although <c>var</c> stops here: the top of a module.</summary>
    public bool Module { get; private set; }

    public void Open(bool hoisting, bool module = false)
    {
        Hoisting = hoisting;
        Module = module;
        Vars.Clear();
        Lexicals.Clear();
        Functions.Clear();
        if (_names.Count > LargeScope) _names = NewNames();
        else if (_names.Count > 0) _names.Clear();
    }

    public NameKinds KindsOf(string name) => _names.GetValueOrDefault(name);

    public void Add(Identifier id, NameKinds kind)
    {
        var known = KindsOf(id.Name);
        _names[id.Name] = known | kind;
        var list = kind switch
        {
            NameKinds.Var or NameKinds.Parameter => Vars,
            NameKinds.Function or NameKinds.SloppyBlockFunction or NameKinds.LexicalFunction => Functions,
            _ => Lexicals,
        };
        if (!known.HasFlag(kind)) list.Add(id);
    }

    // Names come from one NameTable, so their references tell them apart.
    private static Dictionary<string, NameKinds> NewNames() => new(NameComparer.Instance);
}
