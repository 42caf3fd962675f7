namespace Acornima;

/// <summary>Syntax that must be asked for.</summary>
[Flags]
public enum ExperimentalESFeatures
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Decorators.</summary>
    Decorators = 1,

    /// <summary>Import Attributes.</summary>
    ImportAttributes = 2,

    /// <summary>Reg Exp Duplicate Named Capturing Groups.</summary>
    RegExpDuplicateNamedCapturingGroups = 4,

    /// <summary>Explicit Resource Management.</summary>
    ExplicitResourceManagement = 8,

    /// <summary>Reg Exp Modifiers.</summary>
    RegExpModifiers = 16,

    /// <summary>Source Phase Imports.</summary>
    SourcePhaseImports = 32,

    /// <summary>Defer Import Evaluation.</summary>
    DeferImportEvaluation = 64,

    /// <summary>Everything.</summary>
    All = 127,
}
