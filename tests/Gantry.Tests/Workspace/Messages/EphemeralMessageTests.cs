using Gantry.Functions.Hosting.Queues;
using Gantry.Functions.Purge;
using Gantry.Functions.Workspace.Messages;
using Gantry.Shared.Storage;
using Gantry.Tests.Workspace.Realtime;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Workspace.Messages;

/// <summary>Messages for one user alone: stored, listed, told over realtime, and gone with their day.</summary>
public sealed class EphemeralMessageTests
{
    private const string Stream = "stream-notify-user";

    [Fact]
    public async Task They_are_listed_by_room_and_since_for_their_reader_alone()
    {
        var server = await GantryServer.SharedAsync();
        var (person, other) = (await People.NewAsync(server), await People.NewAsync(server));
        var ((room, _), (second, _)) = (await person.NewRoomAsync("channels", other), await person.NewRoomAsync());
        await HelpAsync(person, room, "one");
        await HelpAsync(person, second, "elsewhere");
        await HelpAsync(person, room, "two");
        var listed = await ListAsync(person, room);
        Assert.Equal(2, listed.Count);
        Assert.All(listed, message => Assert.Equal(room, message.GetProperty("rid").GetString()));
        Assert.Empty(await ListAsync(other, room));
        Assert.Single(await ListAsync(person, room, "&count=1&offset=1"));
        var since = listed[1].GetProperty("ts").GetString()!;
        Assert.Equal(listed[0].GetProperty("_id").GetString(), Assert.Single(await ListAsync(person, room, "&since=" + Uri.EscapeDataString(After(since)))).GetProperty("_id").GetString());
    }

    [Fact]
    public async Task They_are_told_to_their_readers_connections_alone_here_and_on_another_instance_once()
    {
        var prefix = "Storage:Prefix=" + GantryProcess.NewPrefix();
        await using var here = await GantryServer.StartAsync(prefix);
        await using var there = await GantryServer.StartAsync(prefix);
        var (person, other) = (await People.NewAsync(here), await People.NewAsync(here));
        var (room, _) = await person.NewRoomAsync("channels", other);
        await HelpAsync(person, room, "before");
        await using var near = await DdpClient.LoginAsync(here, person);
        await using var far = await DdpClient.LoginAsync(there, person);
        await using var stranger = await DdpClient.LoginAsync(here, other);
        foreach (var client in (DdpClient[])[near, far]) await client.SubscribeAsync(Stream, person.UserId + "/message", false);
        await stranger.SubscribeAsync(Stream, other.UserId + "/message", false);

        await HelpAsync(person, room, "first");
        await HelpAsync(person, room, "second");
        foreach (var client in (DdpClient[])[near, far])
        {
            foreach (var text in (string[])["first", "second"])
            {
                var message = (await client.EventAsync(Stream, person.UserId + "/message"))[0];
                Assert.Equal((room, true), (message.GetProperty("rid").GetString(), message.GetProperty("private").GetBoolean()));
                Assert.Contains(text, message.GetProperty("msg").GetString(), StringComparison.Ordinal);
                Assert.True(message.GetProperty("ts").TryGetProperty("$date", out _));
            }
        }

        Assert.DoesNotContain(await stranger.PingAsync(), frame => frame.ToString().Contains("no command", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_day_that_has_ended_is_purged_and_one_that_has_not_is_kept()
    {
        var server = await GantryServer.SharedAsync();
        var table = server.Services.GetRequiredService<StorageAccount>().Table(EphemeralMessages.TableName);
        var today = EphemeralMessages.PartitionOf(TimeProvider.System.GetUtcNow());
        const string past = "2001-02-03";
        foreach (var day in (string[])[past, today]) await table.UpsertEntityAsync(new Azure.Data.Tables.TableEntity(day, "purged-or-not|1"));
        var worker = server.Services.GetRequiredService<PurgeWorker>();
        foreach (var day in (string[])[past, today]) await worker.RunAsync(new QueueJob(new PurgeJob(EphemeralMessages.SubjectKind, day).ToMessage(), 1), CancellationToken.None);
        Assert.False((await table.GetEntityIfExistsAsync<Azure.Data.Tables.TableEntity>(past, "purged-or-not|1")).HasValue);
        Assert.True((await table.GetEntityIfExistsAsync<Azure.Data.Tables.TableEntity>(today, "purged-or-not|1")).HasValue);
    }

    // Help about a command that there is none of says its name.
    private static async Task HelpAsync(ApiClient person, string roomId, string name) => await person.PostAsync("commands.run", new { command = "help", roomId, @params = name });

    private static string After(string ts) => DateTimeOffset.Parse(ts, System.Globalization.CultureInfo.InvariantCulture).AddMilliseconds(1).ToString("O");

    private static async Task<IReadOnlyList<System.Text.Json.JsonElement>> ListAsync(ApiClient reader, string roomId, string query = "") =>
        [.. (await reader.GetAsync($"chat.getEphemeralMessages?roomId={roomId}{query}")).GetProperty("messages").EnumerateArray()];
}
