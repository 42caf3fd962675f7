using Acornima.Ast;

namespace Gantry.Functions.Scripting.Bounds;

/// <summary>Counts what a template literal puts together: it does so in one step, after which the memory is gone.</summary>
internal sealed class TemplateBounds : Acornima.AstVisitor
{
    /// <summary>Substitutions of one template literal, with those of the template literals in it.</summary>
    public const int MaxSubstitutions = 100;

    private int _substitutions;
    private int _depth;
    private TemplateLiteral? _tooLarge;

    /// <summary>The first template literal that is too large; null if none is.</summary>
    public static TemplateLiteral? FindTooLarge(Script program)
    {
        var bounds = new TemplateBounds();
        bounds.Visit(program);
        return bounds._tooLarge;
    }

    protected override object? VisitTemplateLiteral(TemplateLiteral node)
    {
        if (_depth == 0) _substitutions = 0;
        _substitutions += node.Expressions.Count;
        if (_substitutions > MaxSubstitutions) _tooLarge ??= node;
        _depth++;
        base.VisitTemplateLiteral(node);
        _depth--;
        return node;
    }
}
