using System.Net;
using Gantry.Tests.Workspace;

namespace Gantry.Tests.RateLimiting;

public sealed class RateLimitCostTests
{
    [Fact]
    public async Task Admitted_calls_share_few_requests_of_storage_and_refused_ones_make_none()
    {
        var prefix = GantryProcess.NewPrefix();
        await using var server = await GantryServer.StartAsync("Storage:Prefix=" + prefix, "API_Enable_Rate_Limiter=true", "Identity:CacheSeconds=60", "Snapshot:RefreshSeconds=60");
        var admin = await server.AdminAsync();
        using var requests = new StorageRequests(prefix);
        List<(bool Admitted, int Requests)> calls = [];
        for (var number = 0; number < 300; number++)
        {
            var (status, _) = await admin.SendAsync(HttpMethod.Get, "me");
            calls.Add((status == HttpStatusCode.OK, requests.Take().Count(request => request.Contains("ratelimits", StringComparison.Ordinal))));
        }

        // A new minute may begin in between; a lease that is made in the background may end during a later call.
        var admitted = calls.Count(call => call.Admitted);
        Assert.InRange(admitted, 120, 240);
        Assert.InRange(calls.Sum(call => call.Requests), 1, admitted / 4);
        Assert.True(calls.Count(call => call is { Admitted: false, Requests: > 0 }) <= 2);
    }
}
