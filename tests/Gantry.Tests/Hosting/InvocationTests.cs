using System.Net;
using System.Text.Json.Nodes;
using Gantry.Functions.Hosting;
using Gantry.Functions.Hosting.Queues;
using Gantry.Functions.Hosting.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Hosting;

/// <summary>What the Functions host posts for queue and timer functions, and what it has to get back.</summary>
public sealed class InvocationTests : IAsyncLifetime
{
    private FunctionsHost _host = null!;
    private Recorder _recorder = null!;

    public static TheoryData<string, int> DequeueCounts => new() { { "1", 1 }, { "\"1\"", 1 }, { "\"3\"", 3 }, { "7", 7 }, { "\"\\\"5\\\"\"", 5 }, { "null", 1 }, { "\"many\"", 1 } };

    public static TheoryData<string> Malformed => new()
    {
        "",
        "{",
        "null",
        "[]",
        "\"text\"",
        "{}",
        """{"Data":null}""",
        """{"Data":{}}""",
        """{"Data":"text"}""",
        """{"Data":[1]}""",
    };

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(new HostMode(1)).AddSingleton<Recorder>();
        builder.Services.AddQueueFunction<RecordingWorker>("record", "records").AddQueueFunction<FailingWorker>("fail", "failures").AddTimerFunction<RecordingTimer>("tick", TimeSpan.FromHours(1));
        var app = builder.Build();
        app.MapInvocations();
        await app.StartAsync();
        _recorder = app.Services.GetRequiredService<Recorder>();
        _host = FunctionsHost.For(app);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("""{"v":1,"job":{"id":"a"}}""")]
    [InlineData("plain text")]
    [InlineData("\"quoted\"")]
    [InlineData("line\nbreak \u2028 ü 😀 \\ /")]
    [InlineData("")]
    public async Task A_queue_worker_gets_the_text_that_was_sent(string text)
    {
        var invocation = await _host.InvokeQueueAsync("record", text);
        Assert.True(invocation.Succeeded, invocation.Text);
        Assert.Equal(text, Assert.Single(_recorder.Jobs).Text);
    }

    [Fact]
    public async Task A_message_that_the_host_took_for_JSON_arrives_as_its_text()
    {
        var invocation = await _host.InvokeQueueAsync("record", new JsonObject { ["v"] = 1, ["job"] = new JsonObject { ["id"] = "a" } });
        Assert.True(invocation.Succeeded, invocation.Text);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"v":1,"job":{"id":"a"}}"""), JsonNode.Parse(Assert.Single(_recorder.Jobs).Text)));
    }

    [Theory]
    [MemberData(nameof(DequeueCounts))]
    public async Task Each_form_of_the_dequeue_count_is_understood(string written, int expected)
    {
        var invocation = await _host.InvokeQueueAsync("record", "text", JsonNode.Parse(written) ?? JsonValue.Create("null"));
        Assert.True(invocation.Succeeded, invocation.Text);
        Assert.Equal(expected, Assert.Single(_recorder.Jobs).DequeueCount);
    }

    [Theory]
    [InlineData("""{"Data":{"message":"\"text\""}}""")]
    [InlineData("""{"Data":{"message":"\"text\""},"Metadata":null}""")]
    [InlineData("""{"Data":{"message":"\"text\""},"Metadata":{}}""")]
    public async Task Metadata_may_be_missing(string payload)
    {
        var invocation = await _host.PostAsync("record", payload);
        Assert.True(invocation.Succeeded, invocation.Text);
        Assert.Equal(new QueueJob("text", 1), Assert.Single(_recorder.Jobs));
    }

    [Fact]
    public async Task A_timer_worker_runs()
    {
        var invocation = await _host.InvokeTimerAsync("tick");
        Assert.True(invocation.Succeeded, invocation.Text);
        Assert.Equal(1, _recorder.Ticks);
    }

    [Fact]
    public async Task A_worker_that_throws_fails_the_invocation_with_a_body_that_tells_nothing_internal()
    {
        var invocation = await _host.InvokeQueueAsync("fail", "text");
        Assert.Equal(HttpStatusCode.InternalServerError, invocation.Status);
        Assert.NotEmpty(invocation.Body.GetProperty("error").GetString()!);
        Assert.DoesNotContain(FailingWorker.Secret, invocation.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task What_is_no_invocation_fails_and_the_next_one_succeeds(string payload)
    {
        var invocation = await _host.PostAsync("record", payload);
        Assert.Equal(HttpStatusCode.InternalServerError, invocation.Status);
        Assert.Empty(_recorder.Jobs);
        Assert.True((await _host.InvokeQueueAsync("record", "text")).Succeeded);
    }

    private sealed class Recorder
    {
        public List<QueueJob> Jobs { get; } = [];

        public int Ticks { get; set; }
    }

    private sealed class RecordingWorker(Recorder recorder) : IQueueWorker
    {
        public Task RunAsync(QueueJob job, CancellationToken cancellationToken)
        {
            recorder.Jobs.Add(job);
            return Task.CompletedTask;
        }
    }

    private sealed class FailingWorker : IQueueWorker
    {
        public const string Secret = "connection-string";

        public Task RunAsync(QueueJob job, CancellationToken cancellationToken) => throw new InvalidOperationException(Secret);
    }

    private sealed class RecordingTimer(Recorder recorder) : ITimerWorker
    {
        public Task RunAsync(CancellationToken cancellationToken)
        {
            recorder.Ticks++;
            return Task.CompletedTask;
        }
    }
}
