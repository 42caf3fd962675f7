using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Retry, transport, diagnostics and the version of the protocol.</summary>
public class TableClientOptions : ClientOptions
{
    /// <summary>Takes the newest version of the service that the client knows unless told otherwise.</summary>
    /// <param name="serviceVersion">The version of the protocol.</param>
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06)
    {
        VersionString = serviceVersion switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion)),
        };
    }

    internal string VersionString { get; }

    /// <summary>The versions of the service.</summary>
#pragma warning disable CA1034, CA1707, CA1008 // The official name and place.
    public enum ServiceVersion
    {
        /// <summary>2019-02-02.</summary>
        V2019_02_02 = 1,

        /// <summary>2020-12-06, the first that takes Entra tokens.</summary>
        V2020_12_06 = 2,
    }
#pragma warning restore CA1034, CA1707, CA1008
}
