namespace Acornima.Ast;

/// <summary>What a property or a class element is.</summary>
public enum PropertyKind
{
    /// <summary>Not set.</summary>
    Unknown = 0,

    /// <summary>A value in an object.</summary>
    Init = 1,

    /// <summary>A getter.</summary>
    Get = 2,

    /// <summary>A setter.</summary>
    Set = 3,

    /// <summary>The constructor of a class.</summary>
    Constructor = 4,

    /// <summary>A method of a class.</summary>
    Method = 5,

    /// <summary>A field of a class.</summary>
    Property = 6,
}
