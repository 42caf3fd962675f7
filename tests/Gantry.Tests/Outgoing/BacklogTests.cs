using System.Text.Json;
using Gantry.Functions.History;
using Gantry.Functions.Integrations;
using Gantry.Functions.Outgoing.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Outgoing;

/// <summary>A start with ten thousand jobs on the queue.</summary>
public sealed class BacklogTests
{
    private const int Jobs = 10_000;

    /// <summary>A batch of 32, and the threshold of 16 at which the next is asked for (host.json).</summary>
    private const int MostInHand = 48;

    [Fact]
    public async Task Ten_thousand_jobs_at_the_start_are_taken_by_the_batch_while_the_api_answers()
    {
        var (inHand, most) = (0, 0);
        await using var receiver = await Receiver.StartAsync(async (_, _) =>
        {
            var now = Interlocked.Increment(ref inHand);
            for (var seen = most; now > seen && Interlocked.CompareExchange(ref most, now, seen) != seen; seen = most) { }
            await Task.Delay(20);
            Interlocked.Decrement(ref inHand);
        });

        // The emulator goes through the whole queue at each look: others would wait.
        await using var azurite = await Azurite.StartAsync();
        string[] settings = [Receiver.Allowed, "AzureWebJobsStorage=" + azurite.ConnectionString, "Storage:Prefix=backlog", "Storage:QueuePrefix=backlog", "Outgoing:MaxCallsPerHost=1000", "Storage:NetworkTimeout=00:00:30"];
        var (host, filled) = await FunctionsHost.StartAsync(settings);
        await using var owned = host;
        var driver = await OutgoingDriver.StartAsync(filled);
        var (channel, room) = await driver.NewRoomAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel);
        await FillAsync(filled, integration, receiver.Url);

        // A send that was repeated, because storage took long to answer, may be there twice.
        Assert.InRange(await new QueueLane(filled, "deliveries").CountAsync(), Jobs, 2 * Jobs);

        await using var server = await GantryServer.StartAsync(settings);
        var api = await OutgoingDriver.StartAsync(server);
        while (receiver.Calls.Count < 150)
        {
            await api.SayAsync(room, "meanwhile");
            Assert.NotEmpty(await api.MessagesAsync(room));
        }

        Assert.InRange(most, 2, MostInHand);
        Assert.Equal(receiver.Calls.Count, receiver.Calls.Select(call => call.Id).Distinct().Count());
    }

    private static async Task FillAsync(GantryServer server, string id, string url)
    {
        var (deliveries, queue, history) = (server.Services.GetRequiredService<DeliveryStore>(), server.Services.GetRequiredService<DeliveryQueue>(), server.Services.GetRequiredService<HistoryStore>());
        var integration = (await server.Services.GetRequiredService<IntegrationStore>().GetAsync(CancellationToken.None)).Find(id)!;
        await Parallel.ForAsync(0, Jobs, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (n, token) =>
        {
            var entry = new DeliveryEntry
            {
                Id = history.NewId(),
                Type = Integration.Outgoing,
                Integration = new HistoryIntegration(id, integration.Name),
                Event = "sendMessage",
                Url = url,
                WebhookId = $"msg_{n}",
                Data = JsonSerializer.SerializeToElement(new { text = $"job {n}" }),
                CreatedAt = TimeProvider.System.GetUtcNow(),
            };
            await deliveries.CreateAsync(entry, new DeliveryState { UpdatedAt = entry.CreatedAt }, token);
            await queue.SendFirstAsync(new DeliveryJob(id, entry.Id, 1), token);
        });
    }
}
