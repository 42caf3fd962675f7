using System.ComponentModel.DataAnnotations;

namespace Gantry.Functions.Scripting;

/// <summary>Limits of integration scripts: a call that breaks one fails alone, and its engine is thrown away.</summary>
internal sealed class ScriptOptions
{
    /// <summary>Milliseconds that a call may take, waiting for HTTP included.</summary>
    /// <value>3,000; from 50 to 60,000.</value>
    [Range(50, 60_000)]
    public int TimeoutMilliseconds { get; set; } = 3_000;

    /// <summary>Bytes that one call may allocate, whether it keeps them or not.</summary>
    /// <value>16 MiB; from 1 MiB to 1 GiB.</value>
    [Range(1_048_576, 1_073_741_824)]
    public int MaxMemoryBytes { get; set; } = 16_777_216;

    /// <summary>Bytes that an engine may allocate over its calls; then the next call gets a fresh one, so what a script hoards is bounded.</summary>
    /// <value>256 MiB; from 1 MiB to 2 GiB.</value>
    [Range(1_048_576, int.MaxValue)]
    public int MaxEngineBytes { get; set; } = 268_435_456;

    /// <summary>Statements that one call may run.</summary>
    /// <value>20,000,000; from 1,000 to 2,000,000,000.</value>
    [Range(1_000, 2_000_000_000)]
    public int MaxStatements { get; set; } = 20_000_000;

    /// <summary>Levels of calls inside calls.</summary>
    /// <value>1,000; from 16 to 10,000.</value>
    [Range(16, 10_000)]
    public int MaxRecursion { get; set; } = 1_000;

    /// <summary>Elements of an array.</summary>
    /// <value>1,000,000; from 1,000 to 100,000,000.</value>
    [Range(1_000, 100_000_000)]
    public int MaxArrayLength { get; set; } = 1_000_000;

    /// <summary>Milliseconds that one match of a regular expression may take.</summary>
    /// <value>500; from 10 to 60,000.</value>
    [Range(10, 60_000)]
    public int RegexMilliseconds { get; set; } = 500;

    /// <summary>Bytes of the JSON that a call returns.</summary>
    /// <value>256 KiB; from 1 KiB to 16 MiB.</value>
    [Range(1_024, 16_777_216)]
    public int MaxOutputBytes { get; set; } = 262_144;

    /// <summary>HTTP requests of one call.</summary>
    /// <value>10; from 0 to 100.</value>
    [Range(0, 100)]
    public int MaxHttpCalls { get; set; } = 10;

    /// <summary>Console lines that are kept of a call; of more, the first.</summary>
    /// <value>100; from 0 to 1,000.</value>
    [Range(0, 1_000)]
    public int MaxConsoleLines { get; set; } = 100;

    /// <summary>Characters of a console line.</summary>
    /// <value>2,000; from 80 to 20,000.</value>
    [Range(80, 20_000)]
    public int MaxConsoleLineLength { get; set; } = 2_000;

    /// <summary>Characters that one integration may keep in <c>Store</c>.</summary>
    /// <value>65,536; from 0 to 1,048,576.</value>
    [Range(0, 1_048_576)]
    public int MaxStoreLength { get; set; } = 65_536;

    /// <summary>Scripts that run at the same time; further calls wait.</summary>
    /// <value>8; from 1 to 256.</value>
    [Range(1, 256)]
    public int MaxConcurrency { get; set; } = 8;

    /// <summary>Integrations whose engines stay in memory; of more, those that were used last.</summary>
    /// <value>256; from 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int MaxPools { get; set; } = 256;
}
