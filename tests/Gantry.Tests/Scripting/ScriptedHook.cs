using System.Net;
using System.Text.Json;

namespace Gantry.Tests.Scripting;

/// <summary>A hook with a script and a room of its own.</summary>
internal sealed class ScriptedHook(IntegrationDriver driver, Hook hook, string roomId)
{
    public IntegrationDriver Driver => driver;

    public Hook Hook => hook;

    public string RoomId => roomId;

    /// <summary>A hook whose method has this body.</summary>
    public static Task<ScriptedHook> NewAsync(string methodBody, GantryServer? server = null) =>
        FromSourceAsync($"class Script {{ process_incoming_request({{ request }}) {{ {methodBody} }} }}", server);

    public static async Task<ScriptedHook> FromSourceAsync(string script, GantryServer? server = null)
    {
        server ??= await GantryServer.SharedAsync();
        var driver = new IntegrationDriver(server, await server.AdminAsync());
        var (channel, id) = await driver.NewRoomAsync();
        return new ScriptedHook(driver, await driver.NewHookAsync(channel, new { scriptEnabled = true, script }), id);
    }

    public Task<(HttpStatusCode Status, JsonElement Body)> CallAsync(object payload) => driver.CallAsync(hook, payload);

    /// <summary>Calls, expects one message, gives its text.</summary>
    public async Task<string> TextAsync(object? payload = null) => (await driver.PostAsync(hook, payload ?? new { text = "hello" })).Single().GetProperty("msg").GetString()!;

    /// <summary>Calls, expects the script to fail, gives the code and the newest history entry's script.</summary>
    public async Task<(string Code, JsonElement Script)> FailsAsync(object? payload = null)
    {
        var (_, code) = await driver.RefusedAsync(HttpStatusCode.BadRequest, hook, payload ?? new { text = "hello" });
        return (code, await HistoryAsync());
    }

    /// <summary>The newest history entry's part about the script.</summary>
    public async Task<JsonElement> HistoryAsync() => (await driver.HistoryAsync(hook)).Entries[0].GetProperty("script");
}
