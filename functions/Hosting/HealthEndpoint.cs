using System.Reflection;
using Azure.Data.Tables;

namespace Gantry.Functions.Hosting;

/// <summary><c>GET /health</c>: 200 with the version while storage answers, 503 while it does not.</summary>
internal static class HealthEndpoint
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The version of this build.</summary>
    public static string Version { get; } =
        typeof(HealthEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Maps the route.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes) => routes.MapGet("/health", CheckAsync);

    private static async Task<IResult> CheckAsync(StorageAccount storage, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await storage.Table("config").GetEntityIfExistsAsync<TableEntity>("provisioning", "done", cancellationToken: patience.Token);
            return Results.Json(new { success = true, version = Version, storage = "reachable" });
        }
        catch (Exception exception) when (exception is Azure.RequestFailedException or OperationCanceledException or AggregateException && !cancellationToken.IsCancellationRequested)
        {
            return Results.Json(new { success = false, version = Version, storage = "unreachable" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
