using System.Runtime.InteropServices;
using Acornima.Ast;
using Acornima.Parsing;

namespace Acornima;

/// <summary>The identifiers that a scope declares. Valid during the call of <see cref="OnNodeHandler"/> only.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct Scope
{
    private readonly ScopeFrame _frame;

    internal Scope(ScopeFrame frame) => _frame = frame;

    /// <summary>Parameters and <c>var</c> declarations of a function, a program or a static block, those in inner blocks included.</summary>
    public ReadOnlySpan<Identifier> VarVariables => CollectionsMarshal.AsSpan(_frame.Vars);

    /// <summary><c>let</c>, <c>const</c>, <c>using</c>, class and import bindings and those of a catch clause.</summary>
    public ReadOnlySpan<Identifier> LexicalVariables => CollectionsMarshal.AsSpan(_frame.Lexicals);

    /// <summary>Function declarations directly in the scope.</summary>
    public ReadOnlySpan<Identifier> Functions => CollectionsMarshal.AsSpan(_frame.Functions);
}
