using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Gantry.Benchmarks.Sections;
using Gantry.Functions.Hosting;

namespace Gantry.Benchmarks;

/// <summary>
/// Counts the requests to tables and blobs of each call that the seeds name, one call at a time, on objects of its own: the median of several calls, so that
/// the periodic refreshes of caches fall out. Requests to queues are not counted: the polling of the standalone pump cannot be told from them.
/// </summary>
internal static class TransactionsPerEndpoint
{
    private const int Repeats = 7;

    public static async Task RunAsync()
    {
        await using var azurite = await AzuriteProcess.StartAsync(AzuriteArguments.InMemory, Console.Error, CancellationToken.None);
        await using var server = await BenchServer.StartAsync(azurite.ConnectionString);
        await using var receiver = await WebhookReceiver.StartAsync();
        using var browser = await BenchBrowser.StartAsync(server.Client);
        using var requests = new StorageRequests(azurite.ConnectionString);
        Console.WriteLine("| call | storage requests |\n|---|---|");
        foreach (var (name, prepare) in Calls(server.Client, browser, receiver))
        {
            List<long> costs = [];
            for (var i = 0; i < Repeats; i++)
            {
                var call = await prepare();
                var before = requests.Read();
                await call();
                var cost = requests.Read() - before;
                costs.Add(cost.Tables + cost.Blobs);
            }

            costs.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `{name}` | {costs[Repeats / 2]} |"));
        }
    }

    private static IEnumerable<(string Name, Func<Task<Func<Task>>> Prepare)> Calls(BenchClient client, BenchBrowser browser, WebhookReceiver receiver)
    {
        Task<JsonElement> Post(string path, object body) => client.PostAsync(path, body);
        Task<JsonElement> Get(string path) => client.SendAsync(HttpMethod.Get, path);
        (string, Func<Task<Func<Task>>>) With<T>(string name, Func<Task<T>> prepare, Func<T, Task> call)
        {
            return (name, PrepareAsync);

            async Task<Func<Task>> PrepareAsync()
            {
                var given = await prepare();
                return () => call(given);
            }
        }

        (string, Func<Task<Func<Task>>>) Alone(string name, Func<Task> call) => (name, () => Task.FromResult(call));

        var objects = new BenchObjects(client);
        yield return Alone("POST /api/v1/login", () => Post("login", new { user = "admin", password = "bench-pass-1" }));
        yield return Alone("GET /api/v1/me", () => Get("me"));
        yield return Alone("POST /api/v1/users.create", objects.NewUserAsync);
        yield return Alone("GET /api/v1/users.list", () => Get("users.list?count=100&offset=0"));
        yield return With("GET /api/v1/users.info", objects.NewUserAsync, user => Get("users.info?username=" + user.Name));
        yield return With("POST /api/v1/users.update", objects.NewUserAsync, user => Post("users.update", new { userId = user.Id, data = new { name = "New Name" } }));
        yield return With("POST /api/v1/users.resetPassword", objects.NewUserAsync, user => Post("users.resetPassword", new { userId = user.Id, password = "new_password" }));
        yield return With("POST /api/v1/users.delete", objects.NewUserAsync, user => Post("users.delete", new { userId = user.Id }));
        yield return Alone("POST /api/v1/users.generatePersonalAccessToken", () => Post("users.generatePersonalAccessToken", new { tokenName = BenchObjects.NewName() }));
        yield return Alone("POST /api/v1/users.bulkCreate", () => client.SendAsync(HttpMethod.Post, "users.bulkCreate", BenchObjects.Csv()));
        yield return Alone("POST /api/v1/channels.create", objects.NewRoomAsync);
        yield return Alone("GET /api/v1/channels.list", () => Get("channels.list?count=100&offset=0"));
        yield return With("GET /api/v1/channels.info", objects.NewRoomAsync, room => Get("channels.info?roomName=" + room.Name));
        yield return With("POST /api/v1/channels.join", () => objects.LeftRoomAsync(), room => Post("channels.join", new { roomId = room }));
        yield return With("POST /api/v1/channels.leave", objects.SharedRoomAsync, room => Post("channels.leave", new { roomId = room }));
        yield return With("POST /api/v1/channels.addAll", objects.NewRoomAsync, room => Post("channels.addAll", new { roomId = room.Id, activeUsersOnly = true }));
        yield return With("POST /api/v1/channels.archive", objects.NewRoomAsync, room => Post("channels.archive", new { roomId = room.Id }));
        yield return With("GET /api/v1/channels.history", objects.NewMessageAsync, message => Get($"channels.history?roomId={message.RoomId}&count=50"));
        yield return With("POST /api/v1/chat.postMessage", objects.NewMessageAsync, message => Post("chat.postMessage", new { roomId = message.RoomId, text = "Hello world" }));
        yield return With("POST /api/v1/chat.update", objects.NewMessageAsync, message => Post("chat.update", new { roomId = message.RoomId, msgId = message.Id, text = "Updated text" }));
        yield return With("POST /api/v1/chat.delete", objects.NewMessageAsync, message => Post("chat.delete", new { roomId = message.RoomId, msgId = message.Id }));
        yield return With("GET /api/v1/chat.search", objects.NewMessageAsync, message => Get($"chat.search?roomId={message.RoomId}&searchText=keyword"));
        yield return With("POST /api/v1/chat.react", objects.NewMessageAsync, message => Post("chat.react", new { messageId = message.Id, emoji = ":+1:" }));
        yield return With("POST /api/v1/chat.removeReaction", objects.ReactedMessageAsync, message => Post("chat.removeReaction", new { messageId = message.Id, emoji = ":+1:" }));
        yield return With("POST /api/v1/rooms.upload", objects.NewMessageAsync, message => client.SendAsync(HttpMethod.Post, "rooms.upload", BenchObjects.File(message.RoomId)));
        yield return With("POST /api/v1/integrations.create", objects.NewRoomAsync, room => objects.NewIntegrationAsync(room.Name));
        yield return Alone("GET /api/v1/integrations.list", () => Get("integrations.list?count=100"));
        yield return With("POST /api/v1/integrations.update", objects.NewIntegrationAsync, integration => Post("integrations.update", new { id = integration.Id, name = "Updated Name", enabled = true }));
        yield return With("PUT /api/v1/integrations.update", objects.NewIntegrationAsync, integration => client.SendAsync(HttpMethod.Put, "integrations.update", JsonContent.Create(new { type = "webhook-incoming", integrationId = integration.Id, name = "Updated Name" })));
        yield return With("DELETE /api/v1/integrations.remove", objects.NewIntegrationAsync, integration => client.SendAsync(HttpMethod.Delete, "integrations.remove", JsonContent.Create(new { type = "webhook-incoming", integrationId = integration.Id })));
        yield return With("POST /api/v1/integrations.remove", objects.NewIntegrationAsync, integration => Post("integrations.remove", new { id = integration.Id }));
        yield return With("GET /api/v1/integrations.history", objects.NewIntegrationAsync, integration => Get("integrations.history?id=" + integration.Id));
        yield return With("POST /hooks/{id}/{token}", objects.CalledHookAsync, client.CallAsync);
        yield return With("POST /hooks/{token}", objects.CalledHookAsync, hook => client.CallAsync("/hooks/" + hook.Split('/')[^1]));
        yield return With("POST /hooks/commands/{token}", () => objects.AnsweredCommandAsync(receiver), address => client.SendAsync(HttpMethod.Post, address, JsonContent.Create(new { text = "later" })));
        yield return Alone("POST /api/v1/commands.create", objects.NewCommandAsync);
        yield return Alone("GET /api/v1/commands.list", () => Get("commands.list"));
        yield return With("POST /api/v1/commands.update", objects.NewCommandAsync, command => Post("commands.update", new { commandId = command, description = "Updated description" }));
        yield return With("POST /api/v1/commands.delete", objects.NewCommandAsync, command => Post("commands.delete", new { commandId = command }));
        yield return Alone("POST /api/v1/oauth-apps.create", objects.NewAppAsync);
        yield return With("POST /api/v1/oauth-apps.update", objects.NewAppAsync, app => Post("oauth-apps.update", new { appId = app, name = "Updated App Name" }));
        yield return With("POST /api/v1/oauth-apps.delete", objects.NewAppAsync, app => Post("oauth-apps.delete", new { appId = app }));
        yield return Alone("GET /oauth/authorize", browser.AuthorizeAsync);
        yield return With("POST /oauth/token", browser.AuthorizeAsync, browser.RedeemAsync);
        yield return With("GET /websocket", objects.NewRoomAsync, room => objects.ListenAsync("/websocket", room.Id));
        yield return With("GET /socket.io/", objects.NewRoomAsync, room => objects.ListenAsync("/socket.io/?EIO=4&transport=websocket", room.Id));
        yield return Alone("GET /api/v1/oauth-apps.list", () => Get("oauth-apps.list"));
        yield return Alone("GET /api/v1/info", () => Get("info"));
        yield return Alone("GET /api/v1/statistics", () => Get("statistics"));
        yield return Alone("GET /avatar/{username}", () => Get("/avatar/rocket.cat.jpg"));
    }
}
