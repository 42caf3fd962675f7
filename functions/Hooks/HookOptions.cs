using System.ComponentModel.DataAnnotations;

namespace Gantry.Functions.Hooks;

/// <summary>Limits of incoming hooks.</summary>
internal sealed class HookOptions
{
    /// <summary>Bytes of a body; more is answered 413.</summary>
    /// <value>1 MiB; from 1 KiB to 100 MiB.</value>
    [Range(1024, 104_857_600)]
    public int MaxBodyBytes { get; set; } = 1_048_576;

    /// <summary>Levels of nesting of a JSON body; more is answered 400.</summary>
    /// <value>64; from 4 to 512.</value>
    [Range(4, 512)]
    public int MaxDepth { get; set; } = 64;

    /// <summary>Rooms that one call may post to; more is answered 422.</summary>
    /// <value>50; from 1 to 1,000.</value>
    [Range(1, 1000)]
    public int MaxDestinations { get; set; } = 50;
}
