using Gantry.Functions.History;
using Gantry.Functions.Integrations;
using Gantry.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.History;

/// <summary>The function <c>retain</c>, invoked as the Functions host does.</summary>
public sealed class RetainTimerTests
{
    [Fact]
    public async Task Entries_older_than_the_retention_go_and_the_total_follows()
    {
        var (host, server) = await FunctionsHost.StartAsync("History:RetentionDays=7");
        await using var owned = host;
        var driver = new IntegrationDriver(server, await server.AdminAsync());
        var hook = await driver.NewHookAsync("#general");
        await driver.PostAsync(hook, new { text = "kept" });
        var (store, now) = (server.Services.GetRequiredService<HistoryStore>(), TimeProvider.System.GetUtcNow());
        var integration = (await server.Services.GetRequiredService<IntegrationStore>().GetAsync(CancellationToken.None)).Find(hook.Id)!;
        foreach (var age in Enumerable.Range(0, 120).Select(i => i < 119 ? TimeSpan.FromDays(8) + TimeSpan.FromMinutes(i) : TimeSpan.FromDays(6)))
            await store.AppendAsync(integration, Entry(hook.Id, now - age), null, CancellationToken.None);
        Assert.Equal(121, (await store.CountersAsync(hook.Id, CancellationToken.None))[HistoryStore.Entries]);

        Assert.True((await host.InvokeTimerAsync("retain")).Succeeded);
        var entries = await store.ListAsync(hook.Id, HistoryFilter.None, 0, 10, CancellationToken.None);
        Assert.Equal([now.AddDays(-6).Date, now.Date], entries.Select(entry => entry["_createdAt"]!.GetValue<DateTimeOffset>().UtcDateTime.Date).Order());
        Assert.Equal(2, (await store.CountersAsync(hook.Id, CancellationToken.None))[HistoryStore.Entries]);

        Assert.True((await host.InvokeTimerAsync("retain")).Succeeded, "A second run finds nothing and succeeds.");
        Assert.Equal(2, (await store.CountersAsync(hook.Id, CancellationToken.None))[HistoryStore.Entries]);
    }

    [Fact]
    public async Task Entries_beyond_the_number_that_an_integration_keeps_go_the_oldest_first()
    {
        var (host, server) = await FunctionsHost.StartAsync("History:MaxEntries=100");
        await using var owned = host;
        var driver = new IntegrationDriver(server, await server.AdminAsync());
        var hook = await driver.NewHookAsync("#general");
        var (store, now) = (server.Services.GetRequiredService<HistoryStore>(), TimeProvider.System.GetUtcNow());
        var integration = (await server.Services.GetRequiredService<IntegrationStore>().GetAsync(CancellationToken.None)).Find(hook.Id)!;
        foreach (var minutes in Enumerable.Range(1, 105)) await store.AppendAsync(integration, Entry(hook.Id, now.AddMinutes(-minutes)), null, CancellationToken.None);

        Assert.True((await host.InvokeTimerAsync("retain")).Succeeded);

        var entries = await store.ListAsync(hook.Id, HistoryFilter.None, 0, 200, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, 100).Select(minutes => Entry(hook.Id, now.AddMinutes(-minutes)).Id), entries.Select(entry => entry["_id"]!.GetValue<string>()));
        Assert.Equal(100, (await store.CountersAsync(hook.Id, CancellationToken.None))[HistoryStore.Entries]);
    }

    private static HistoryEntry Entry(string integration, DateTimeOffset at) => new()
    {
        Id = TimeOrderedId.Prefix(at) + "00000",
        Type = "webhook-incoming",
        Step = "finished",
        Integration = new HistoryIntegration(integration, "test"),
        Event = "incoming-webhook",
        Data = new HistoryData(new HistoryRequest("/hooks", "POST", new Dictionary<string, string>(), "", null)),
        CreatedAt = at,
    };
}
