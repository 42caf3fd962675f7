namespace Acornima.Ast;

/// <summary>The ESTree type of a node.</summary>
public enum NodeType
{
    /// <summary>Not set.</summary>
    Unknown = 0,

    /// <summary>ESTree's AccessorProperty.</summary>
    AccessorProperty = 1,

    /// <summary>ESTree's ArrayExpression.</summary>
    ArrayExpression = 2,

    /// <summary>ESTree's ArrayPattern.</summary>
    ArrayPattern = 3,

    /// <summary>ESTree's ArrowFunctionExpression.</summary>
    ArrowFunctionExpression = 4,

    /// <summary>ESTree's AssignmentExpression.</summary>
    AssignmentExpression = 5,

    /// <summary>ESTree's AssignmentPattern.</summary>
    AssignmentPattern = 6,

    /// <summary>ESTree's AwaitExpression.</summary>
    AwaitExpression = 7,

    /// <summary>ESTree's BinaryExpression.</summary>
    BinaryExpression = 8,

    /// <summary>ESTree's BlockStatement.</summary>
    BlockStatement = 9,

    /// <summary>ESTree's BreakStatement.</summary>
    BreakStatement = 10,

    /// <summary>ESTree's CallExpression.</summary>
    CallExpression = 11,

    /// <summary>ESTree's CatchClause.</summary>
    CatchClause = 12,

    /// <summary>ESTree's ChainExpression.</summary>
    ChainExpression = 13,

    /// <summary>ESTree's ClassBody.</summary>
    ClassBody = 14,

    /// <summary>ESTree's ClassDeclaration.</summary>
    ClassDeclaration = 15,

    /// <summary>ESTree's ClassExpression.</summary>
    ClassExpression = 16,

    /// <summary>ESTree's ConditionalExpression.</summary>
    ConditionalExpression = 17,

    /// <summary>ESTree's ContinueStatement.</summary>
    ContinueStatement = 18,

    /// <summary>ESTree's DebuggerStatement.</summary>
    DebuggerStatement = 19,

    /// <summary>ESTree's Decorator.</summary>
    Decorator = 20,

    /// <summary>ESTree's DoWhileStatement.</summary>
    DoWhileStatement = 21,

    /// <summary>ESTree's EmptyStatement.</summary>
    EmptyStatement = 22,

    /// <summary>ESTree's ExportAllDeclaration.</summary>
    ExportAllDeclaration = 23,

    /// <summary>ESTree's ExportDefaultDeclaration.</summary>
    ExportDefaultDeclaration = 24,

    /// <summary>ESTree's ExportNamedDeclaration.</summary>
    ExportNamedDeclaration = 25,

    /// <summary>ESTree's ExportSpecifier.</summary>
    ExportSpecifier = 26,

    /// <summary>ESTree's ExpressionStatement.</summary>
    ExpressionStatement = 27,

    /// <summary>ESTree's ForInStatement.</summary>
    ForInStatement = 28,

    /// <summary>ESTree's ForOfStatement.</summary>
    ForOfStatement = 29,

    /// <summary>ESTree's ForStatement.</summary>
    ForStatement = 30,

    /// <summary>ESTree's FunctionDeclaration.</summary>
    FunctionDeclaration = 31,

    /// <summary>ESTree's FunctionExpression.</summary>
    FunctionExpression = 32,

    /// <summary>ESTree's Identifier.</summary>
    Identifier = 33,

    /// <summary>ESTree's IfStatement.</summary>
    IfStatement = 34,

    /// <summary>ESTree's ImportAttribute.</summary>
    ImportAttribute = 35,

    /// <summary>ESTree's ImportDeclaration.</summary>
    ImportDeclaration = 36,

    /// <summary>ESTree's ImportDefaultSpecifier.</summary>
    ImportDefaultSpecifier = 37,

    /// <summary>ESTree's ImportExpression.</summary>
    ImportExpression = 38,

    /// <summary>ESTree's ImportNamespaceSpecifier.</summary>
    ImportNamespaceSpecifier = 39,

    /// <summary>ESTree's ImportSpecifier.</summary>
    ImportSpecifier = 40,

    /// <summary>ESTree's LabeledStatement.</summary>
    LabeledStatement = 41,

    /// <summary>ESTree's Literal.</summary>
    Literal = 42,

    /// <summary>ESTree's LogicalExpression.</summary>
    LogicalExpression = 43,

    /// <summary>ESTree's MemberExpression.</summary>
    MemberExpression = 44,

    /// <summary>ESTree's MetaProperty.</summary>
    MetaProperty = 45,

    /// <summary>ESTree's MethodDefinition.</summary>
    MethodDefinition = 46,

    /// <summary>ESTree's NewExpression.</summary>
    NewExpression = 47,

    /// <summary>ESTree's ObjectExpression.</summary>
    ObjectExpression = 48,

    /// <summary>ESTree's ObjectPattern.</summary>
    ObjectPattern = 49,

    /// <summary>ESTree's ParenthesizedExpression.</summary>
    ParenthesizedExpression = 50,

    /// <summary>ESTree's PrivateIdentifier.</summary>
    PrivateIdentifier = 51,

    /// <summary>ESTree's Program.</summary>
    Program = 52,

    /// <summary>ESTree's Property.</summary>
    Property = 53,

    /// <summary>ESTree's PropertyDefinition.</summary>
    PropertyDefinition = 54,

    /// <summary>ESTree's RestElement.</summary>
    RestElement = 55,

    /// <summary>ESTree's ReturnStatement.</summary>
    ReturnStatement = 56,

    /// <summary>ESTree's SequenceExpression.</summary>
    SequenceExpression = 57,

    /// <summary>ESTree's SpreadElement.</summary>
    SpreadElement = 58,

    /// <summary>ESTree's StaticBlock.</summary>
    StaticBlock = 59,

    /// <summary>ESTree's Super.</summary>
    Super = 60,

    /// <summary>ESTree's SwitchCase.</summary>
    SwitchCase = 61,

    /// <summary>ESTree's SwitchStatement.</summary>
    SwitchStatement = 62,

    /// <summary>ESTree's TaggedTemplateExpression.</summary>
    TaggedTemplateExpression = 63,

    /// <summary>ESTree's TemplateElement.</summary>
    TemplateElement = 64,

    /// <summary>ESTree's TemplateLiteral.</summary>
    TemplateLiteral = 65,

    /// <summary>ESTree's ThisExpression.</summary>
    ThisExpression = 66,

    /// <summary>ESTree's ThrowStatement.</summary>
    ThrowStatement = 67,

    /// <summary>ESTree's TryStatement.</summary>
    TryStatement = 68,

    /// <summary>ESTree's UnaryExpression.</summary>
    UnaryExpression = 69,

    /// <summary>ESTree's UpdateExpression.</summary>
    UpdateExpression = 70,

    /// <summary>ESTree's VariableDeclaration.</summary>
    VariableDeclaration = 71,

    /// <summary>ESTree's VariableDeclarator.</summary>
    VariableDeclarator = 72,

    /// <summary>ESTree's WhileStatement.</summary>
    WhileStatement = 73,

    /// <summary>ESTree's WithStatement.</summary>
    WithStatement = 74,

    /// <summary>ESTree's YieldExpression.</summary>
    YieldExpression = 75,

    /// <summary>A node that is not ESTree's.</summary>
    Extension = -1,
}
