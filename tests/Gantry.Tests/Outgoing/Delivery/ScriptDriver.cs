using System.Globalization;
using System.Text.Json;
using Gantry.Functions.Identity;
using Gantry.Functions.Integrations;
using Gantry.Functions.Outgoing;
using Gantry.Functions.Outgoing.Delivery;
using Gantry.Functions.Scripting;
using Gantry.Shared.Egress;
using Microsoft.Extensions.Options;

namespace Gantry.Tests.Outgoing.Delivery;

/// <summary>Runs the two methods of one outgoing script.</summary>
internal sealed class ScriptDriver : IDisposable
{
    private readonly ScriptHttp _http = new(Options.Create(new EgressOptions()));
    private readonly ScriptPools _pools;
    private readonly ScriptRunner _runner;
    private readonly OutgoingScript _script;

    public ScriptDriver(string source)
    {
        var options = Options.Create(new ScriptOptions());
        _pools = new ScriptPools(options, _http, TimeProvider.System);
        _runner = new ScriptRunner(_pools, options, TimeProvider.System);
        _script = new OutgoingScript(_runner, Options.Create(new OutgoingOptions()));
        Integration = NewIntegration() with { ScriptEnabled = true, Script = source };
    }

    /// <summary>The script whose methods have these bodies; null for a script without that method.</summary>
    public static ScriptDriver Of(string? prepare, string? process = null) => new(string.Create(CultureInfo.InvariantCulture, $$"""
        class Script {
          {{(prepare is null ? "" : $"prepare_outgoing_request({{ request }}) {{ {prepare} }}")}}
          {{(process is null ? "" : $"process_outgoing_response({{ request, response }}) {{ {process} }}")}}
        }
        """));

    public Integration Integration { get; }

    public static Integration NewIntegration() => new()
    {
        Id = "out",
        Type = Integration.Outgoing,
        Name = "out",
        Username = "rocket.cat",
        UserId = "rocket.cat",
        Token = "webhook-token",
        Alias = "Outgoing Bot",
        Emoji = ":outbox_tray:",
        CreatedBy = new UserReference("u", "u"),
    };

    /// <summary>The request of an event, with some of seed 000's payload.</summary>
    public static OutgoingRequest NewRequest(string text = "alert Something important happened!") => new()
    {
        Url = "https://external-service.com/receive",
        Data = JsonSerializer.SerializeToElement(new { token = "webhook-token", bot = false, trigger_word = "alert", timestamp = "2023-12-01T10:00:00.000Z", user_name = "username", text }),
    };

    public static OutgoingAnswer NewAnswer(string body, int status = 200, string type = "application/json") => new(OutgoingOutcome.Answered)
    {
        StatusCode = status,
        Headers = new Dictionary<string, string> { ["content-type"] = type },
        Body = System.Text.Encoding.UTF8.GetBytes(body),
    };

    public Task<PrepareResult> PrepareAsync(OutgoingRequest? request = null) => _script.PrepareAsync(Integration, request ?? NewRequest(), CancellationToken.None);

    public Task<ProcessResult> ProcessAsync(OutgoingAnswer answer, OutgoingRequest? request = null) => _script.ProcessAsync(Integration, request ?? NewRequest(), answer, CancellationToken.None);

    public void Dispose()
    {
        _runner.Dispose();
        _pools.Dispose();
        _http.Dispose();
    }
}
