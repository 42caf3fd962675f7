using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gantry.Functions.Hosting;

namespace Gantry.Tests.Hosting;

/// <summary>The real program from its output folder: what it prints, and how it ends.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task The_first_start_prints_the_address_the_admin_a_password_once_and_a_command_that_works()
    {
        string[] settings = ["Storage__Prefix=" + GantryProcess.NewPrefix(), "ADMIN_PASS=", "ADMIN_USERNAME=root"];
        string password;
        await using (var first = await GantryProcess.StartAsync(settings))
        {
            Assert.Contains($" listens on {first.Http.BaseAddress!.ToString().TrimEnd('/')}\nAdmin: root\n", first.Output, StringComparison.Ordinal);
            password = Line(first, "Password (shown only now): ");
            var command = first.Output.Split('\n').Single(line => line.StartsWith("  curl ", StringComparison.Ordinal)).Replace("YOUR-PASSWORD", password, StringComparison.Ordinal);
            var answer = await PasteAsync(command);
            Assert.Equal("success", JsonSerializer.Deserialize<JsonElement>(answer).GetProperty("status").GetString());
            await first.SignalAsync("TERM");
            Assert.Equal(0, await first.WaitForExitAsync());
        }

        await using var second = await GantryProcess.StartAsync(settings);
        Assert.DoesNotContain("Password", second.Output.Replace("YOUR-PASSWORD", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await LoginAsync(second, "root", password));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_it_with_0_after_the_request_in_flight_is_answered(string signal)
    {
        await using var process = await GantryProcess.StartAsync();

        // The body is asked for when the program has begun to work on the request.
        using var http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = process.Http.BaseAddress };
        http.DefaultRequestHeaders.ExpectContinue = true;
        using var body = new SlowBody();
        var answer = http.PostAsync("/api/v1/login", body);
        await body.Begun;
        await process.SignalAsync(signal);
        await UntilRefusedAsync(process.Http.BaseAddress!);
        body.Finish($$"""{"user":"admin","password":"{{GantryServer.AdminPassword}}"}""");
        using var response = await answer;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, await process.WaitForExitAsync());
    }

    [Theory]
    [InlineData("--help", "usage:")]
    [InlineData("-h", "usage:")]
    [InlineData("--version", "0.")]
    public async Task A_question_is_answered_and_nothing_is_started(string argument, string answer)
    {
        var (code, output, errors) = await GantryProcess.RunAsync([argument], "AzureWebJobsStorage=nonsense");
        Assert.Equal(0, code);
        Assert.Contains(answer, output, StringComparison.Ordinal);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Two_instances_start_at_once_on_a_new_workspace_and_both_work()
    {
        string[] settings = ["Storage__Prefix=" + GantryProcess.NewPrefix(), "ADMIN_PASS=", "ASPNETCORE_ENVIRONMENT=Development"];
        var instances = await Task.WhenAll(GantryProcess.StartAsync(settings), GantryProcess.StartAsync(settings));
        await using var one = instances[0];
        await using var two = instances[1];
        var password = Line(Assert.Single(instances, instance => instance.Output.Contains("Password (shown only now)", StringComparison.Ordinal)), "Password (shown only now): ");
        foreach (var instance in instances) Assert.Equal(HttpStatusCode.OK, await LoginAsync(instance, "admin", password));
    }

    [Fact]
    public async Task Without_Node_one_line_says_what_to_do()
    {
        // Whatever listens on the emulator's ports of this machine would be used instead: then only the message can be tried.
        if (!await AzuriteProcess.AnswersAsync(CancellationToken.None))
        {
            var (code, _, errors) = await GantryProcess.RunAsync([], "AzureWebJobsStorage=UseDevelopmentStorage=true", "PATH=/nonexistent");
            Assert.Equal(1, code);
            Assert.Contains("Node.js is missing", Assert.Single(errors.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        }

        var missing = Assert.Throws<AzuriteException>(() => AzuriteInstallation.Start(new ProcessStartInfo("no-such-program")));
        Assert.Contains("Node.js is missing", missing.Message, StringComparison.Ordinal);
    }

    private static string Line(GantryProcess process, string start) =>
        process.Output.Split('\n').Single(line => line.StartsWith(start, StringComparison.Ordinal))[start.Length..];

    private static async Task<HttpStatusCode> LoginAsync(GantryProcess process, string user, string password)
    {
        using var answer = await process.Http.PostAsJsonAsync("/api/v1/login", new { user, password });
        return answer.StatusCode;
    }

    private static async Task<string> PasteAsync(string command)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = bash.StandardError.ReadToEndAsync();
        var output = await bash.StandardOutput.ReadToEndAsync();
        await errors;
        await bash.WaitForExitAsync();
        Assert.Equal(0, bash.ExitCode);
        return output;
    }

    private static async Task UntilRefusedAsync(Uri address)
    {
        while (true)
        {
            using var probe = new System.Net.Sockets.TcpClient();
            try
            {
                await probe.ConnectAsync(address.Host, address.Port);
                await Task.Delay(20);
            }
            catch (System.Net.Sockets.SocketException)
            {
                return;
            }
        }
    }

    /// <summary>A body whose first byte is sent at once and whose rest when the test says so.</summary>
    private sealed class SlowBody : HttpContent
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<string> _rest = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SlowBody() => Headers.ContentType = new("application/json");

        public Task Begun => _begun.Task;

        public void Finish(string rest) => _rest.SetResult(rest);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(" "u8.ToArray());
            await stream.FlushAsync();
            _begun.SetResult();
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(await _rest.Task));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = -1;
            return false;
        }
    }
}
