using Gantry.Functions.Outgoing.Delivery;
using static Gantry.Tests.Outgoing.Delivery.ScriptDriver;

namespace Gantry.Tests.Outgoing.Delivery;

/// <summary>The outgoing scripts of the seeds, as they stand.</summary>
public sealed class SeedScriptTests
{
    [Fact]
    public async Task Seed_000_changes_the_call_and_keeps_its_method()
    {
        using var script = new ScriptDriver(await ReadAsync("seed-000.js"));
        var result = await script.PrepareAsync();
        Assert.Equal(PrepareDecision.Continue, result.Decision);
        var request = result.Request!;
        Assert.Equal(("POST", "https://external-service.com/receive?source=rocketchat"), (request.Method, request.Url));
        Assert.Equal(("Custom Value", "Bearer webhook-token"), (request.Headers["x-custom-header"], request.Headers["Authorization"]));
        Assert.Equal(("alert Something important happened!", "username"), (request.Data!.Value.GetProperty("message").GetString(), request.Data.Value.GetProperty("user").GetString()));
    }

    [Theory]
    [InlineData(200, """{"result":"all good"}""", "External service processed the message: all good")]
    [InlineData(500, "oops", "Failed to process message externally")]
    public async Task Seed_000_makes_a_message_of_the_answer(int status, string body, string text)
    {
        using var script = new ScriptDriver(await ReadAsync("seed-000.js"));
        var result = await script.ProcessAsync(NewAnswer(body, status));
        Assert.Equal(text, result.Content!.Value.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Seed_003_lists_pull_requests_with_a_GET()
    {
        using var script = new ScriptDriver(await ReadAsync("seed-003.js"));
        var request = (await script.PrepareAsync(NewRequest("pr ls"))).Request!;
        Assert.Equal(("GET", "https://external-service.com/receive/pulls", null), (request.Method, request.Url, request.Data));
        var result = await script.ProcessAsync(NewAnswer("""[{"state":"open","number":7,"html_url":"https://github.com/7","title":"Fix it"},{"state":"open","number":8,"html_url":"u","title":"t"}]"""), request);
        Assert.Equal("> open [#7](https://github.com/7) - Fix it\n> open [#8](u) - t", result.Content!.Value.GetProperty("text").GetString());
        Assert.False(AnswerMessage.Of(script.Integration, result.Content.Value).Draft!.ParseUrls);
    }

    [Fact]
    public async Task Seed_003_answers_help_without_a_call()
    {
        using var script = new ScriptDriver(await ReadAsync("seed-003.js"));
        var result = await script.PrepareAsync(NewRequest("help"));
        Assert.Equal((PrepareDecision.Message, null), (result.Decision, result.Request));
        Assert.StartsWith("**commands**\n", result.Message!.Value.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seed_003_makes_no_call_of_any_other_text()
    {
        using var script = new ScriptDriver(await ReadAsync("seed-003.js"));
        Assert.Equal(PrepareDecision.Cancel, (await script.PrepareAsync(NewRequest("hello"))).Decision);
    }

    private static Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Payloads", "Outgoing", file));
}
