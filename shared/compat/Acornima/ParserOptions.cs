namespace Acornima;

/// <summary>How a <see cref="Parser"/> parses.</summary>
public record class ParserOptions
{
    /// <summary>The options of a parser that was given none.</summary>
    public static readonly ParserOptions Default = new();

    /// <summary>The edition asked for. Explicit resource management needs ES2026; everything else of ES2025 is always accepted.</summary>
    public EcmaVersion EcmaVersion { get; init; } = EcmaVersion.Latest;

    /// <summary>Syntax accepted beyond the edition.</summary>
    public ExperimentalESFeatures ExperimentalESFeatures { get; init; }

    /// <summary>Whether <c>return</c> may stand at the top level of a script.</summary>
    public bool AllowReturnOutsideFunction { get; init; }

    /// <summary>Whether <c>new.target</c> may stand outside functions, as in a direct eval.</summary>
    public bool AllowNewTargetOutsideFunction { get; init; }

    /// <summary>Whether <c>super</c> may stand outside methods, as in a direct eval.</summary>
    public bool AllowSuperOutsideMethod { get; init; }

    /// <summary>Whether <c>using</c> may stand at the top level of a script.</summary>
    public bool AllowTopLevelUsing { get; init; }

    /// <summary>Whether a private name must be declared in an enclosing class.</summary>
    public bool CheckPrivateFields { get; init; } = true;

    /// <summary>Kept for its users; every error is thrown.</summary>
    public bool Tolerant { get; init; }

    /// <summary>Called for every regular-expression literal. Without it they are only validated.</summary>
    public OnRegExpHandler? OnRegExp { get; init; }

    /// <summary>Called for every node when it is complete.</summary>
    public OnNodeHandler? OnNode { get; init; }

    /// <summary>Whether <c>using</c> is a declaration.</summary>
    internal bool ExplicitResourceManagement =>
        EcmaVersion >= EcmaVersion.ES2026 || ExperimentalESFeatures.HasFlag(ExperimentalESFeatures.ExplicitResourceManagement);
}
