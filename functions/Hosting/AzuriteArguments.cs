namespace Gantry.Functions.Hosting;

/// <summary>How the storage emulator is started.</summary>
/// <param name="BlobPort">Port of the Blob service; 0 for any free one.</param>
/// <param name="QueuePort">Port of the Queue service; 0 for any free one.</param>
/// <param name="TablePort">Port of the Table service; 0 for any free one.</param>
/// <param name="Location">Folder of its data; null to keep all in memory.</param>
internal sealed record AzuriteArguments(int BlobPort, int QueuePort, int TablePort, string? Location)
{
    /// <summary>On its usual ports, with its data under <c>.azurite/</c> of the working copy: for local runs.</summary>
    public static AzuriteArguments Local { get; } = new(10000, 10001, 10002, ".azurite");

    /// <summary>On free ports and in memory: for tests.</summary>
    public static AzuriteArguments InMemory { get; } = new(0, 0, 0, null);

    /// <summary>The command line behind the script's name.</summary>
    public IEnumerable<string> ToCommandLine(string root)
    {
        string[] common =
        [
            "--silent", "--skipApiVersionCheck", "--disableTelemetry",
            "--blobPort", $"{BlobPort}", "--queuePort", $"{QueuePort}", "--tablePort", $"{TablePort}",
        ];
        return Location is null ? [.. common, "--inMemoryPersistence"] : [.. common, "--location", Path.Combine(root, Location)];
    }
}
