using System.Text.Json;

namespace Gantry.Tests.Scripting;

/// <summary>The built-in functions that the sandbox bounds answer as those of Node do.</summary>
public sealed class ScriptBuiltInTests
{
    [Fact]
    public async Task Bounded_functions_answer_as_Node_does()
    {
        var script = await File.ReadAllTextAsync(Path.Combine(await NodeClient.FolderAsync(), "builtins.js")) + "class Script { process_incoming_request({ request }) { return { content: answer(request.content) }; } }";
        var api = await (await GantryServer.SharedAsync()).AdminAsync();
        List<string> wrong = [];
        foreach (var node in (await NodeClient.RunAsync("builtins.mjs")).EnumerateObject())
        {
            var run = await api.PostAsync("integrations.testScript", new { script, request = new { content = node.Name } });
            var own = run.GetProperty("result") is { ValueKind: JsonValueKind.Object } result ? result.GetProperty("content").GetString() : run.ToString();
            if (own != node.Value.GetString()) wrong.Add($"{node.Name}: {own} and not {node.Value}");
        }

        Assert.Empty(wrong);
    }
}
