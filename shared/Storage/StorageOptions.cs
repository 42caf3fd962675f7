using System.ComponentModel.DataAnnotations;

namespace Gantry.Shared.Storage;

/// <summary>How storage is called.</summary>
public sealed class StorageOptions
{
    /// <summary>How long one try of one storage call may take, from connect to the last byte.</summary>
    /// <value>4 seconds; from 100 ms to 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan NetworkTimeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>Tries after the first one. With the defaults a request outlasts ten seconds without storage, and is answered 503 after about 18.</summary>
    /// <value>3; from 0 to 10.</value>
    [Range(0, 10)]
    public int MaxRetries { get; set; } = 3;

    /// <summary>Pause before the first repetition; doubled at each further one.</summary>
    /// <value>200 ms; from 1 ms to 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Put before the name of every table and container.</summary>
    /// <value>gantry; 3 to 20 lower-case letters and digits, a letter first.</value>
    [RegularExpression("^[a-z][a-z0-9]{2,19}$")]
    public string Prefix { get; set; } = "gantry";

    /// <summary>
    /// Put before the name of every queue: needed where several workspaces share an account. Under the Functions host it stays empty, because the
    /// <c>function.json</c> files name the queues: there each workspace has its own account.
    /// </summary>
    /// <value>None; up to 20 lower-case letters, digits and single dashes, a letter first.</value>
    [RegularExpression("^([a-z]([a-z0-9]|-(?!-)){0,19})?$")]
    public string QueuePrefix { get; set; } = "";
}
