namespace Acornima.Ast;

/// <summary>A name that is imported or exported.</summary>
public abstract class ModuleSpecifier(NodeType type) : Node(type)
{
    /// <summary>The name inside this module.</summary>
    /// <returns>An identifier, or a string in a re-export.</returns>
    protected abstract Expression GetLocal();
}

/// <summary>A name that is imported.</summary>
public abstract class ImportDeclarationSpecifier(NodeType type, Identifier local) : ModuleSpecifier(type)
{
    /// <summary>The name inside this module.</summary>
    public Identifier Local { get; } = local;

    /// <inheritdoc />
    protected override Expression GetLocal() => Local;
}

/// <summary>The default import.</summary>
public sealed class ImportDefaultSpecifier(Identifier local) : ImportDeclarationSpecifier(NodeType.ImportDefaultSpecifier, local)
{
    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Local;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitImportDefaultSpecifier(this);
}

/// <summary><c>* as local</c>.</summary>
public sealed class ImportNamespaceSpecifier(Identifier local) : ImportDeclarationSpecifier(NodeType.ImportNamespaceSpecifier, local)
{
    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Local;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitImportNamespaceSpecifier(this);
}

/// <summary><c>imported as local</c>.</summary>
public sealed class ImportSpecifier(Expression imported, Identifier local) : ImportDeclarationSpecifier(NodeType.ImportSpecifier, local)
{
    /// <summary>The name in the other module: an identifier or a string.</summary>
    public Expression Imported { get; } = imported;

    internal override int SlotCount => ReferenceEquals(Imported, Local) ? 1 : 2;

    internal override object? Slot(int index) => index == 0 ? Imported : Local;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitImportSpecifier(this);
}

/// <summary><c>local as exported</c>.</summary>
public sealed class ExportSpecifier(Expression local, Expression exported) : ModuleSpecifier(NodeType.ExportSpecifier)
{
    /// <summary>The name inside this module, or in the source of a re-export.</summary>
    public Expression Local { get; } = local;

    /// <summary>The exported name: an identifier or a string.</summary>
    public Expression Exported { get; } = exported;

    internal override int SlotCount => ReferenceEquals(Exported, Local) ? 1 : 2;

    internal override object? Slot(int index) => index == 0 ? Local : Exported;

    /// <inheritdoc />
    protected override Expression GetLocal() => Local;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitExportSpecifier(this);
}
