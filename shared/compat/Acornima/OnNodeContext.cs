using System.Runtime.InteropServices;
using Acornima.Parsing;

namespace Acornima;

/// <summary>What is known about a node when it is complete. Valid during the call only.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct OnNodeContext
{
    private static readonly ScopeFrame None = new();
    private readonly ScopeFrame? _frame;

    internal OnNodeContext(string input, ScopeFrame? frame)
    {
        Input = input;
        _frame = frame;
    }

    /// <summary>The source text.</summary>
    public string Input { get; }

    /// <summary>Whether the node makes a scope.</summary>
    public bool HasScope => _frame is not null;

    /// <summary>The scope that the node makes; empty when it makes none.</summary>
    public ref readonly Scope Scope => ref (_frame ?? None).Scope;
}
