using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gantry.Tests.Hosting;

/// <summary>The whole application as the Functions host runs it.</summary>
public sealed class CustomHandlerTests
{
    [Fact]
    public async Task Requests_are_forwarded_with_a_length_and_chunked()
    {
        var (host, server) = await FunctionsHost.StartAsync();
        await using var _ = host;
        var hook = await new IntegrationDriver(server, await server.AdminAsync()).NewHookAsync("#general");
        foreach (var chunked in new[] { false, true })
        {
            using var answer = await host.ForwardAsync(HttpMethod.Post, hook.Path, """{"text":"hello"}""", chunked: chunked);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Single(body.GetProperty("messages").EnumerateArray());
        }
    }

    [Fact]
    public async Task A_poison_message_is_taken_so_that_it_does_not_come_back()
    {
        var (host, _) = await FunctionsHost.StartAsync();
        await using var owned = host;
        var invocation = await host.InvokeQueueAsync("purgepoison", "not even JSON", 11);
        Assert.True(invocation.Succeeded, invocation.Text);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"v":1}""")]
    [InlineData("""{"v":1,"job":{"kind":"room"}}""")]
    [InlineData("""{"v":2,"job":{"kind":"room","id":"x"}}""")]
    [InlineData("""{"v":1,"job":{"kind":"nonsense","id":"x"}}""")]
    [InlineData("""{"v":"1","job":7}""")]
    public async Task A_malformed_job_fails_its_invocation(string job)
    {
        var (host, _) = await SharedAsync.Value;
        var invocation = await host.InvokeQueueAsync("purge", job);
        Assert.Equal(HttpStatusCode.InternalServerError, invocation.Status);
        Assert.NotEmpty(invocation.Body.GetProperty("error").GetString()!);
    }

    [Fact]
    public async Task The_program_that_host_json_names_is_ready_soon_and_works_as_a_child_process()
    {
        var process = await GantryProcess.StartCustomHandlerAsync(FreePort.Next());
        await using var host = FunctionsHost.For(process);
        await host.PingUntilReadyAsync();
        using var health = await host.ForwardAsync(HttpMethod.Get, "/health");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.True((await host.InvokeTimerAsync("retain")).Succeeded);
        Assert.True((await host.InvokeQueueAsync("purge", """{"v":1,"job":{"kind":"room","id":"never-was"}}""")).Succeeded);
        Assert.DoesNotContain("listens on", process.Output, StringComparison.Ordinal);
        await process.SignalAsync("TERM");
        Assert.Equal(0, await process.WaitForExitAsync());
    }

    private static readonly Lazy<Task<(FunctionsHost Host, GantryServer Server)>> SharedAsync = new(() => FunctionsHost.StartAsync());
}
