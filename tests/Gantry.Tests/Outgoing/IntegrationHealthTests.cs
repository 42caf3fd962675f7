namespace Gantry.Tests.Outgoing;

/// <summary>Integrations whose calls do nothing but fail are disabled after a time (design 6).</summary>
public sealed class IntegrationHealthTests
{
    private static readonly TimeSpan DisableAfter = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task An_integration_that_only_fails_is_disabled_after_the_time_and_its_creator_told()
    {
        await using var receiver = await Receiver.StartAsync(500);
        await using var server = await OutgoingDriver.NewServerAsync($"Outgoing:DisableAfter={DisableAfter}");
        var driver = await OutgoingDriver.StartAsync(server);
        var (channel, room) = await driver.NewRoomAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel, new { retryFailedCalls = false });

        await Eventually.TrueAsync(async () =>
        {
            await driver.SayAsync(room, "hello");
            return !await IsEnabledAsync(driver, integration);
        });

        Assert.True(receiver.Calls[^1].At - receiver.Calls[0].At > DisableAfter - TimeSpan.FromSeconds(1));
        var direct = (await driver.Api.PostAsync("im.create", new { username = "rocket.cat" })).GetProperty("room").GetProperty("_id").GetString()!;
        await Eventually.TrueAsync(async () => (await driver.MessagesAsync(direct, "im")).Any(message => message.GetProperty("msg").GetString()!.Contains("No call has gone well since", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task One_call_that_goes_well_in_between_keeps_it_enabled()
    {
        await using var receiver = await Receiver.StartAsync((call, context) =>
        {
            context.Response.StatusCode = call.Json.GetProperty("text").GetString() == "good" ? 200 : 500;
            return Task.CompletedTask;
        });
        await using var server = await OutgoingDriver.NewServerAsync($"Outgoing:DisableAfter={DisableAfter}");
        var driver = await OutgoingDriver.StartAsync(server);
        var (channel, room) = await driver.NewRoomAsync();
        var integration = await driver.NewIntegrationAsync(receiver.Url, channel, new { retryFailedCalls = false });

        var said = 0;
        while (receiver.Calls.Count == 0 || receiver.Calls[^1].At - receiver.Calls[0].At < 2 * DisableAfter)
        {
            await driver.SayAsync(room, "bad");
            await driver.SayAsync(room, "good");
            said += 2;
            await receiver.WaitAsync(said);
        }

        Assert.True(await IsEnabledAsync(driver, integration));
    }

    private static async Task<bool> IsEnabledAsync(OutgoingDriver driver, string integration) =>
        (await driver.Api.GetAsync("integrations.get?integrationId=" + integration)).GetProperty("integration").GetProperty("enabled").GetBoolean();
}
