using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gantry.Functions.Outgoing;
using Gantry.Functions.Outgoing.Delivery;
using Gantry.Shared.Egress;
using static Gantry.Tests.Outgoing.Delivery.CallDriver;

namespace Gantry.Tests.Outgoing.Delivery;

/// <summary>What receivers, and those who name them, do to a caller.</summary>
public sealed class OutgoingFaultTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task A_receiver_that_is_down_is_no_connection()
    {
        using var driver = new CallDriver();
        var answer = await driver.PostAsync($"http://127.0.0.1:{FreePort.Next()}/");
        Assert.Equal(OutgoingOutcome.ConnectionFailed, answer.Outcome);
        Assert.Contains("ConnectionRefused", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_without_address_is_no_connection()
    {
        using var driver = new CallDriver();
        var answer = await driver.PostAsync("http://nowhere.invalid/");
        Assert.Equal((OutgoingOutcome.ConnectionFailed, "There is no address for nowhere.invalid."), (answer.Outcome, answer.Error));
    }

    [Fact]
    public async Task Headers_that_drip_end_at_the_deadline()
    {
        await using var receiver = new RawReceiver((_, connection) => connection.DripAsync(RawReceiver.Answer(200, "", "X-Long: " + new string('x', 1000)), Pause));
        using var driver = new CallDriver(new OutgoingOptions { Timeout = TimeSpan.FromSeconds(1) });
        var answer = await driver.PostAsync(receiver.Url);
        Assert.Equal((OutgoingOutcome.TimedOut, null), (answer.Outcome, answer.StatusCode));
        Assert.InRange(answer.DurationMilliseconds, 900, 15_000);
    }

    [Fact]
    public async Task A_body_that_drips_ends_at_the_deadline_of_the_script_and_keeps_what_came()
    {
        await using var receiver = new RawReceiver(async (_, connection) =>
        {
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nbegin");
            await connection.DripAsync(new string('x', 995), Pause);
        });
        using var driver = new CallDriver();
        var answer = await driver.SendAsync(new OutgoingRequest { Url = receiver.Url, Timeout = TimeSpan.FromSeconds(3) });
        Assert.Equal((OutgoingOutcome.TimedOut, 200, false), (answer.Outcome, answer.StatusCode, answer.IsSuccess));
        Assert.StartsWith("begin", TextOf(answer), StringComparison.Ordinal);
        Assert.Contains("within 3 s", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")]
    public async Task A_reset_is_a_broken_connection_wherever_it_comes(string before)
    {
        await using var receiver = new RawReceiver(async (_, connection) =>
        {
            await connection.WriteAsync(before);
            connection.Reset();
        });
        using var driver = new CallDriver();
        var answer = await driver.PostAsync(receiver.Url);
        Assert.Equal((OutgoingOutcome.ConnectionFailed, false), (answer.Outcome, answer.IsSuccess));
    }

    [Fact]
    public async Task What_is_no_HTTP_is_a_broken_connection()
    {
        await using var receiver = new RawReceiver("220 smtp.example.com ESMTP\r\n\r\n");
        using var driver = new CallDriver();
        Assert.Equal(OutgoingOutcome.ConnectionFailed, (await driver.PostAsync(receiver.Url)).Outcome);
    }

    [Fact]
    public async Task An_answer_of_100_MB_is_cut_and_not_read_to_its_end()
    {
        const int Chunk = 1_000_000;
        var written = 0;
        await using var receiver = new RawReceiver(async (_, connection) =>
        {
            await connection.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Length: {100 * Chunk}\r\n\r\n");
            for (; written < 100; written++) await connection.WriteAsync(new byte[Chunk]);
        });
        using var driver = new CallDriver(egress: new EgressOptions { AllowedNetworks = "127.0.0.1", MaxResponseBytes = 10_000 });
        var answer = await driver.PostAsync(receiver.Url);
        Assert.Equal((OutgoingOutcome.TooLarge, 200, 10_000, "The answer is larger than 10000 bytes."), (answer.Outcome, answer.StatusCode, answer.Body.Length, answer.Error));
        Assert.True(answer.IsSuccess);
        Assert.InRange(written, 0, 60);
    }

    [Fact]
    public async Task An_answer_that_unpacks_to_too_much_is_cut()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) await gzip.WriteAsync(new byte[20_000_000]);
        await using var receiver = new RawReceiver(async (_, connection) =>
        {
            await connection.WriteAsync($"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n");
            await connection.WriteAsync(packed.ToArray());
        });
        using var driver = new CallDriver();
        var answer = await driver.PostAsync(receiver.Url);
        Assert.Equal((OutgoingOutcome.TooLarge, 1_048_576), (answer.Outcome, answer.Body.Length));
    }

    [Fact]
    public async Task Headers_that_are_too_large_are_refused()
    {
        await using var receiver = new RawReceiver(RawReceiver.Answer(200, "", "X-Long: " + new string('x', 100_000)));
        using var driver = new CallDriver();
        var answer = await driver.PostAsync(receiver.Url);
        Assert.Equal((OutgoingOutcome.TooLarge, null, false), (answer.Outcome, answer.StatusCode, answer.IsSuccess));
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_told()
    {
        using var key = RSA.Create(2048);
        var subject = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = subject.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await using var receiver = new RawReceiver((_, connection) => connection.WriteAsync(RawReceiver.Answer()), certificate);
        using var driver = new CallDriver();
        var answer = await driver.PostAsync(receiver.Url);
        Assert.Equal(OutgoingOutcome.CertificateError, answer.Outcome);
        Assert.Contains("certificate", answer.Error, StringComparison.Ordinal);
        Assert.Empty(receiver.Calls);
    }

    [Fact]
    public async Task TLS_with_a_receiver_that_speaks_none_is_a_broken_connection()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var driver = new CallDriver();
        var call = driver.PostAsync($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        using (var client = await listener.AcceptTcpClientAsync()) await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        Assert.Equal(OutgoingOutcome.ConnectionFailed, (await call).Outcome);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[64:ff9b::7f00:1]")]
    [InlineData("[2002:7f00:1::]")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("10.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    public async Task An_address_that_is_not_public_is_refused_however_it_is_written(string host)
    {
        using var driver = new CallDriver(egress: new EgressOptions());
        var answer = await driver.PostAsync($"http://{host}:{FreePort.Next()}/");
        Assert.Equal(OutgoingOutcome.Refused, answer.Outcome);
        Assert.Contains("not a public address", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_looked_up_once_a_connection_and_what_was_checked_is_called()
    {
        await using var receiver = new RawReceiver(RawReceiver.Answer());
        var answers = new Queue<string[]>([["127.0.0.1"], ["10.0.0.1"], ["127.0.0.2", "127.0.0.1"]]);
        using var driver = new CallDriver(resolve: (_, _) => Task.FromResult(answers.Dequeue().Select(IPAddress.Parse).ToArray()));
        var url = $"http://rebinding.example:{receiver.Port}/";
        Assert.Equal(OutgoingOutcome.Answered, (await driver.PostAsync(url)).Outcome);
        Assert.Equal(OutgoingOutcome.Refused, (await driver.PostAsync(url)).Outcome);
        Assert.Equal(OutgoingOutcome.Answered, (await driver.PostAsync(url)).Outcome);
        Assert.Empty(answers);
    }

    [Fact]
    public async Task A_name_server_that_does_not_answer_ends_at_the_deadline()
    {
        using var driver = new CallDriver(new OutgoingOptions { Timeout = TimeSpan.FromMilliseconds(300) }, resolve: async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return [];
        });
        Assert.Equal(OutgoingOutcome.TimedOut, (await driver.PostAsync("http://slow.example/")).Outcome);
    }

    [Fact]
    public async Task Slow_calls_to_one_destination_leave_others_alone()
    {
        var release = new TaskCompletionSource();
        await using var slow = new RawReceiver(async (_, connection) =>
        {
            await release.Task.WaitAsync(connection.Stopped);
            await connection.WriteAsync(RawReceiver.Answer());
        });
        await using var fast = new RawReceiver(RawReceiver.Answer());
        using var driver = new CallDriver(new OutgoingOptions { MaxCallsPerHost = 2, HostWait = TimeSpan.FromMilliseconds(100), Timeout = TimeSpan.FromMinutes(1) });
        var calls = Enumerable.Range(0, 30).Select(_ => driver.PostAsync(slow.Url)).ToList();
        Assert.Equal(OutgoingOutcome.Answered, (await driver.PostAsync(fast.Url)).Outcome);
        await Eventually.TrueAsync(() => Task.FromResult(calls.Count(call => call.IsCompleted) == 28));
        release.SetResult();
        var answers = await Task.WhenAll(calls);
        Assert.Equal((28, 2), (answers.Count(answer => answer.Outcome == OutgoingOutcome.Busy), answers.Count(answer => answer.IsSuccess)));
        Assert.Equal(2, slow.Calls.Count);
        Assert.Equal(OutgoingOutcome.Answered, (await driver.PostAsync(slow.Url)).Outcome);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_not_told_of_a_time_out()
    {
        await using var receiver = new RawReceiver((_, connection) => Task.Delay(Timeout.Infinite, connection.Stopped));
        using var driver = new CallDriver();
        using var giveUp = new CancellationTokenSource();
        var call = driver.SendAsync(new OutgoingRequest { Url = receiver.Url }, cancellationToken: giveUp.Token);
        await Eventually.TrueAsync(() => Task.FromResult(receiver.Calls.Count == 1));
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }
}
