using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Gantry.Benchmarks.Peers;

/// <summary>
/// Node-RED with the flows that do what a hook does: HTTP in, a function, HTTP response. It is installed from npm into a folder for temporary files.
/// </summary>
internal static class NodeRed
{
    /// <summary>The version that is compared with.</summary>
    public const string Version = "4.1.8";

    /// <summary>Answers; keeps nothing.</summary>
    public const string Plain = "/plain";

    /// <summary>Appends a line to a file before it answers.</summary>
    public const string File = "/file";

    /// <summary>Writes the two rows that a hook of Gantry writes to the same emulator, at the same time, before it answers.</summary>
    public const string Rows = "/rows";

    private static readonly string Folder = Path.Combine(Path.GetTempPath(), $"gantry-benchmark-node-red-{Version}");

    // What the script of seed 000 does.
    private const string Transform = """
        const text = msg.payload.text;
        msg.payload = text.includes('ERROR')
          ? { text: ':rotating_light: **ERROR DETECTED** :rotating_light:\n' + text, attachments: [{ color: 'danger', text: 'An error has occurred in the system' }] }
          : { text: text, channel: msg.payload.channel };
        """;

    /// <summary>Installs it, unless it is there, and starts it.</summary>
    public static async Task<ServerProcess> StartAsync(string connectionString, int messageLength, int historyLength)
    {
        Directory.CreateDirectory(Folder);
        await InstallAsync();
        var port = ServerProcess.FreePort();
        var files = Path.Combine(Folder, "data-" + port.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(files);
        await System.IO.File.WriteAllTextAsync(Path.Combine(files, "settings.js"), $$"""
            const { TableClient } = require('@azure/data-tables');
            const table = (name) => TableClient.fromConnectionString({{JsonSerializer.Serialize(connectionString)}}, name, { allowInsecureConnection: true });
            module.exports = {
              uiHost: '127.0.0.1', uiPort: {{port}}, httpAdminRoot: false, credentialSecret: false, logging: { console: { level: 'error' } },
              functionGlobalContext: { messages: table('noderedmessages'), history: table('noderedhistory') },
            };
            """);
        await System.IO.File.WriteAllTextAsync(Path.Combine(files, "flows.json"), JsonSerializer.Serialize(Flows(files, messageLength, historyLength)));
        var start = new ProcessStartInfo("node", ["node_modules/node-red/red.js", "-s", Path.Combine(files, "settings.js"), "-u", files, Path.Combine(files, "flows.json")])
        {
            WorkingDirectory = Folder,
            Environment = { ["NODE_PATH"] = Path.Combine(Folder, "node_modules") },
        };
        return await ServerProcess.StartAsync(start, port, "/ready");
    }

    private static async Task InstallAsync()
    {
        if (System.IO.File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json"))) return;
        Console.WriteLine("Installing Node-RED, once: about half a minute …");
        using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", Folder, $"node-red@{Version}", "@azure/data-tables@13.3.2"]) { UseShellExecute = false })!;
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0) throw new InvalidOperationException("Node-RED could not be installed.");
    }

    private static IEnumerable<object> Flows(string files, int messageLength, int historyLength)
    {
        yield return new { id = "flow", type = "tab", label = "hooks" };
        var ready = new object[] { In("ready", "get", "/ready", "ready-out"), Out("ready-out") };
        var plain = new object[] { In("plain", "post", Plain, "plain-run"), Function("plain-run", Transform, "plain-out"), Out("plain-out") };
        var file = new object[]
        {
            In("file", "post", File, "file-run"), Function("file-run", Transform, "file-append"),
            new { id = "file-append", type = "file", z = "flow", filename = Path.Combine(files, "messages.jsonl"), filenameType = "str", appendNewline = true, createDir = false, overwriteFile = "false", encoding = "none", wires = new[] { new[] { "file-out" } } },
            Out("file-out"),
        };
        var write = string.Create(CultureInfo.InvariantCulture, $$"""
            const id = (9e15 - Date.now()).toString(32) + msg._msgid;
            const row = (partitionKey, prefix, length) => ({ partitionKey, rowKey: prefix + id, Json: JSON.stringify(msg.payload).padEnd(length, '.') });
            await Promise.all([global.get('messages').createEntity(row('room', 'm|', {{messageLength}})), global.get('history').createEntity(row('integration', 'h|', {{historyLength}}))]);
            """);
        var rows = new object[] { In("rows", "post", Rows, "rows-run"), Function("rows-run", Transform + "\n" + write, "rows-out"), Out("rows-out") };
        foreach (var node in ready.Concat(plain).Concat(file).Concat(rows)) yield return node;
    }

    private static object In(string id, string method, string url, string next) => new { id, type = "http in", z = "flow", url, method, wires = new[] { new[] { next } } };

    private static object Function(string id, string code, string next) => new { id, type = "function", z = "flow", func = code + "\nreturn msg;", outputs = 1, wires = new[] { new[] { next } } };

    private static object Out(string id) => new { id, type = "http response", z = "flow", statusCode = "200", wires = Array.Empty<string[]>() };
}
