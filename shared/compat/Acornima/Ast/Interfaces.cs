namespace Acornima.Ast;

/// <summary>A member access or a call, which can stand in an optional chain.</summary>
public interface IChainElement : INode
{
    /// <summary>Whether it is written with <c>?.</c>.</summary>
    bool Optional { get; }
}

/// <summary>A class declaration or expression.</summary>
public interface IClass : INode
{
    /// <summary>The name, or null.</summary>
    Identifier? Id { get; }

    /// <summary>What it extends, or null.</summary>
    Expression? SuperClass { get; }

    /// <summary>The elements.</summary>
    ClassBody Body { get; }

    /// <summary>The decorators.</summary>
    ref readonly NodeList<Decorator> Decorators { get; }
}

/// <summary>An element of a class.</summary>
public interface IClassElement : INode
{
    /// <summary>Whether it belongs to the class itself.</summary>
    bool Static { get; }
}

/// <summary>A node that can stand in a destructuring pattern.</summary>
public interface IDestructuringPatternElement : INode;

/// <summary>A function of any form.</summary>
public interface IFunction : INode
{
    /// <summary>The name, or null.</summary>
    Identifier? Id { get; }

    /// <summary>The parameters: patterns.</summary>
    ref readonly NodeList<Node> Params { get; }

    /// <summary>A function body, or the expression after the arrow.</summary>
    StatementOrExpression Body { get; }

    /// <summary>Whether the body is an expression.</summary>
    bool Expression { get; }

    /// <summary>Whether it is a generator.</summary>
    bool Generator { get; }

    /// <summary>Whether it is asynchronous.</summary>
    bool Async { get; }
}

/// <summary>A node that <c>var</c> is hoisted to.</summary>
public interface IHoistingScope : INode
{
    /// <summary>The statements.</summary>
    ref readonly NodeList<Statement> Body { get; }

    /// <summary>Whether the code is strict.</summary>
    bool Strict { get; }
}

/// <summary>A property of an object, a pattern or a class.</summary>
public interface IProperty : INode
{
    /// <summary>What it is.</summary>
    PropertyKind Kind { get; }

    /// <summary>The name.</summary>
    Expression Key { get; }

    /// <summary>The value, or null.</summary>
    Node? Value { get; }

    /// <summary>Whether the name is written in brackets.</summary>
    bool Computed { get; }
}
