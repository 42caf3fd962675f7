using Azure.Data.Tables;
using Gantry.Functions.Hosting.Queues;
using Gantry.Functions.Purge;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Rooms;
using Gantry.Functions.Workspace.Uploads;
using Gantry.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Tests.Workspace.Uploads;

public sealed class SweepUploadsTests : IAsyncLifetime
{
    private GantryServer _server = null!;
    private ApiClient _admin = null!;

    public async Task InitializeAsync()
    {
        _server = await GantryServer.StartAsync();
        _admin = await _server.AdminAsync();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task What_nobody_confirmed_goes_after_a_day_and_what_has_its_message_stays()
    {
        await _admin.PostFormAsync(_server, "rooms.media/GENERAL", Files.Form("lost.txt", [1], null, ("file", null)));
        var kept = await _admin.UploadAsync(_server, "GENERAL", "kept.txt", [1]);

        // As a crash between the message and the end of the announcement leaves it.
        var keptId = kept.GetProperty("file").GetProperty("_id").GetString()!;
        await Pending.AddEntityAsync(JsonRow.Create("pending", keptId, $$"""{"_id":"{{keptId}}","id":"{{keptId}}","roomId":"GENERAL","userId":"x","name":"kept.txt","type":"text/plain","uploadedAt":"2024-01-01T00:00:00Z"}"""));
        await SweepAsync(TimeSpan.FromHours(24));
        Assert.Equal(2, await PendingAsync());

        await SweepAsync(TimeSpan.FromHours(26));
        Assert.Equal(0, await PendingAsync());
        Assert.Equal(1, await BlobsAsync());
        using var fetched = await Files.FetchAsync(_server, kept.Address(), _admin);
        Assert.Equal(System.Net.HttpStatusCode.OK, fetched.StatusCode);
    }

    [Fact]
    public async Task A_crash_after_a_message_went_leaves_a_file_that_goes_after_a_day()
    {
        var message = await _admin.UploadAsync(_server, "GENERAL", "a.txt", [1]);
        var fileId = message.GetProperty("file").GetProperty("_id").GetString()!;
        await Services<UploadStore>().AnnounceRemovalAsync(fileId, CancellationToken.None);
        await _admin.RefusedAsync(System.Net.HttpStatusCode.NotFound, HttpMethod.Post, $"rooms.mediaConfirm/GENERAL/{fileId}", new { });
        var messages = Services<StorageAccount>().Table("messages");
        await messages.DeleteEntityAsync("GENERAL", FileEntry.RowKey(fileId));
        await SweepAsync(TimeSpan.FromHours(26));
        Assert.Equal((0, 0), (await PendingAsync(), await BlobsAsync()));
    }

    [Fact]
    public async Task A_deleted_rooms_files_are_purged_and_those_of_others_stay()
    {
        var (roomId, _) = await _admin.NewRoomAsync();
        for (var i = 0; i < 3; i++) await _admin.UploadAsync(_server, roomId, $"{i}.txt", [1]);
        await _admin.UploadAsync(_server, "GENERAL", "stays.txt", [1]);
        await _admin.PostAsync("channels.delete", new { roomId });
        await Services<PurgeWorker>().RunAsync(new QueueJob(new PurgeJob(RoomPurge.SubjectKind, roomId).ToMessage(), 1), CancellationToken.None);
        Assert.Equal(1, await BlobsAsync());
    }

    private TableClient Pending => Services<StorageAccount>().Table("uploads");

    private async Task<int> PendingAsync() => (await TestTables.RowsAsync(Pending, "pending")).Count;

    private async Task<int> BlobsAsync() => await Services<StorageAccount>().Container("uploads").GetBlobsAsync().CountAsync();

    private Task SweepAsync(TimeSpan later) =>
        new SweepUploadsTimer(Services<UploadStore>(), Services<MessageStore>(), new LaterTime(later), NullLogger<SweepUploadsTimer>.Instance).RunAsync(CancellationToken.None);

    private T Services<T>()
        where T : notnull => _server.Services.GetRequiredService<T>();

    private sealed class LaterTime(TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + later;
    }
}
