namespace Acornima;

/// <summary>What a source text is.</summary>
public enum SourceType
{
    /// <summary>Not set.</summary>
    Unknown = 0,

    /// <summary>A script.</summary>
    Script = 1,

    /// <summary>A module.</summary>
    Module = 2,
}
