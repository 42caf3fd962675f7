using Azure.Data.Tables;

namespace Gantry.Functions.Hosting;

/// <summary>The id of the workspace, made once for ever: one row in the table <c>config</c>, read once a process.</summary>
internal sealed class WorkspaceIdentity(StorageAccount storage)
{
    private const string Key = "workspace";

    private volatile string? _id;

    /// <summary>The id: 17 letters and digits.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage could not be read.</exception>
    public ValueTask<string> GetIdAsync(CancellationToken cancellationToken) => _id is { } id ? ValueTask.FromResult(id) : new ValueTask<string>(ReadAsync(cancellationToken));

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var config = storage.Table("config");
        while (true)
        {
            var found = await config.GetEntityIfExistsAsync<TableEntity>(Key, Key, cancellationToken: cancellationToken);
            if (found.HasValue) return _id = found.Value!.GetString("Id")!;
            try
            {
                await config.AddEntityAsync(new TableEntity(Key, Key) { ["Id"] = RandomId.New() }, cancellationToken);
            }
            catch (Azure.RequestFailedException exists) when (exists.Status == 409)
            {
                // Another instance was faster: the next turn reads its id.
            }
        }
    }
}
