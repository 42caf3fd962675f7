namespace Acornima.Ast;

/// <summary>A list of statements in braces.</summary>
public abstract class BlockStatement(NodeType type, in NodeList<Statement> body) : Statement(type)
{
    private readonly NodeList<Statement> _body = body;

    /// <summary>The statements.</summary>
    public ref readonly NodeList<Statement> Body => ref _body;

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Body.Items;
}

/// <summary>A block that is a statement of its own.</summary>
public sealed class NestedBlockStatement(in NodeList<Statement> body) : BlockStatement(NodeType.BlockStatement, body)
{
    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitNestedBlockStatement(this);
}

/// <summary>The body of a function in braces.</summary>
public sealed class FunctionBody(in NodeList<Statement> body, bool strict) : BlockStatement(NodeType.BlockStatement, body), IHoistingScope
{
    /// <summary>Whether the code is strict.</summary>
    public bool Strict { get; } = strict;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitFunctionBody(this);
}

/// <summary><c>static { }</c> in a class.</summary>
public sealed class StaticBlock(in NodeList<Statement> body) : BlockStatement(NodeType.StaticBlock, body), IClassElement, IHoistingScope
{
    bool IClassElement.Static => true;

    bool IHoistingScope.Strict => true;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitStaticBlock(this);
}

/// <summary>A parsed program: a script or a module.</summary>
public abstract class Program(in NodeList<Statement> body) : Node(NodeType.Program), IHoistingScope
{
    private readonly NodeList<Statement> _body = body;

    /// <summary>The statements.</summary>
    public ref readonly NodeList<Statement> Body => ref _body;

    /// <summary>What the program is.</summary>
    public abstract SourceType SourceType { get; }

    bool IHoistingScope.Strict => IsStrict;

    private protected abstract bool IsStrict { get; }

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Body.Items;
}

/// <summary>A program parsed as a script.</summary>
public sealed class Script(in NodeList<Statement> body, bool strict) : Program(body)
{
    /// <summary>Whether the code is strict.</summary>
    public bool Strict { get; } = strict;

    /// <inheritdoc />
    public override SourceType SourceType => SourceType.Script;

    private protected override bool IsStrict => Strict;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitScript(this);
}

/// <summary>A program parsed as a module; always strict.</summary>
public sealed class Module(in NodeList<Statement> body) : Program(body)
{
    /// <inheritdoc />
    public override SourceType SourceType => SourceType.Module;

    private protected override bool IsStrict => true;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitModule(this);
}
