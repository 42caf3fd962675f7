using System.ComponentModel.DataAnnotations;

namespace Gantry.Functions.Rest;

/// <summary>Limits of the management API.</summary>
internal sealed class RestOptions
{
    /// <summary>Bytes of a request body; more is answered 413.</summary>
    /// <value>1 MiB; from 1 KiB to 100 MiB.</value>
    [Range(1024, 104_857_600)]
    public int MaxBodyBytes { get; set; } = 1_048_576;

    /// <summary>Levels of nesting of a JSON body; more is answered 400.</summary>
    /// <value>64; from 4 to 512.</value>
    [Range(4, 512)]
    public int MaxDepth { get; set; } = 64;

    /// <summary>Items of a page when <c>count</c> is left out (Rocket.Chat's API_Default_Count).</summary>
    /// <value>50; from 1 to 1,000.</value>
    [Range(1, 1000)]
    public int DefaultCount { get; set; } = 50;

    /// <summary>Items of a page at most (Rocket.Chat's API_Upper_Count_Limit); <c>count=0</c> asks for this many.</summary>
    /// <value>100; from 1 to 1,000.</value>
    [Range(1, 1000)]
    public int UpperCountLimit { get; set; } = 100;
}
