namespace Acornima.Ast;

/// <summary>An import or an export.</summary>
public abstract class ImportOrExportDeclaration(NodeType type) : Declaration(type)
{
}

/// <summary>An export.</summary>
public abstract class ExportDeclaration(NodeType type) : ImportOrExportDeclaration(type)
{
}

/// <summary>An import declaration.</summary>
public sealed class ImportDeclaration(in NodeList<ImportDeclarationSpecifier> specifiers, StringLiteral source, in NodeList<ImportAttribute> attributes, ImportPhase phase) : ImportOrExportDeclaration(NodeType.ImportDeclaration)
{
    private readonly NodeList<ImportDeclarationSpecifier> _specifiers = specifiers;
    private readonly NodeList<ImportAttribute> _attributes = attributes;

    /// <summary>What is imported; empty for effects alone.</summary>
    public ref readonly NodeList<ImportDeclarationSpecifier> Specifiers => ref _specifiers;

    /// <summary>The module specifier.</summary>
    public StringLiteral Source { get; } = source;

    /// <summary>The attributes after <c>with</c>.</summary>
    public ref readonly NodeList<ImportAttribute> Attributes => ref _attributes;

    /// <summary>The phase, or none.</summary>
    public ImportPhase Phase { get; } = phase;

    internal override int SlotCount => 3;

    internal override object? Slot(int index) => index switch
    {
        0 => Specifiers.Items,
        1 => Source,
        _ => Attributes.Items,
    };

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitImportDeclaration(this);
}

/// <summary><c>export * from source</c>.</summary>
public sealed class ExportAllDeclaration(Expression? exported, StringLiteral source, in NodeList<ImportAttribute> attributes) : ExportDeclaration(NodeType.ExportAllDeclaration)
{
    private readonly NodeList<ImportAttribute> _attributes = attributes;

    /// <summary>The name after <c>as</c>, or null.</summary>
    public Expression? Exported { get; } = exported;

    /// <summary>The module specifier.</summary>
    public StringLiteral Source { get; } = source;

    /// <summary>The attributes after <c>with</c>.</summary>
    public ref readonly NodeList<ImportAttribute> Attributes => ref _attributes;

    internal override int SlotCount => 3;

    internal override object? Slot(int index) => index switch
    {
        0 => Exported,
        1 => Source,
        _ => Attributes.Items,
    };

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitExportAllDeclaration(this);
}

/// <summary><c>export default</c>.</summary>
public sealed class ExportDefaultDeclaration(StatementOrExpression declaration) : ExportDeclaration(NodeType.ExportDefaultDeclaration)
{
    /// <summary>A function, a class or an expression.</summary>
    public StatementOrExpression Declaration { get; } = declaration;

    internal override int SlotCount => 1;

    internal override object? Slot(int index) => Declaration;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitExportDefaultDeclaration(this);
}

/// <summary><c>export</c> of a declaration, or of names.</summary>
public sealed class ExportNamedDeclaration(Declaration? declaration, in NodeList<ExportSpecifier> specifiers, StringLiteral? source, in NodeList<ImportAttribute> attributes) : ExportDeclaration(NodeType.ExportNamedDeclaration)
{
    private readonly NodeList<ExportSpecifier> _specifiers = specifiers;
    private readonly NodeList<ImportAttribute> _attributes = attributes;

    /// <summary>The declaration, or null.</summary>
    public Declaration? Declaration { get; } = declaration;

    /// <summary>The names.</summary>
    public ref readonly NodeList<ExportSpecifier> Specifiers => ref _specifiers;

    /// <summary>The module that they come from, or null.</summary>
    public StringLiteral? Source { get; } = source;

    /// <summary>The attributes after <c>with</c>.</summary>
    public ref readonly NodeList<ImportAttribute> Attributes => ref _attributes;

    internal override int SlotCount => 4;

    internal override object? Slot(int index) => index switch
    {
        0 => Declaration,
        1 => Specifiers.Items,
        2 => Source,
        _ => Attributes.Items,
    };

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitExportNamedDeclaration(this);
}

/// <summary>One attribute of an import.</summary>
public sealed class ImportAttribute(Expression key, StringLiteral value) : Node(NodeType.ImportAttribute)
{
    /// <summary>An identifier or a string.</summary>
    public Expression Key { get; } = key;

    /// <summary>The value.</summary>
    public StringLiteral Value { get; } = value;

    internal override int SlotCount => 2;

    internal override object? Slot(int index) => index == 0 ? Key : Value;

    /// <inheritdoc />
    protected internal override object? Accept(AstVisitor visitor) => visitor.VisitImportAttribute(this);
}
