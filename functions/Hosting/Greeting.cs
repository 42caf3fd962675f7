using Microsoft.Extensions.Options;

namespace Gantry.Functions.Hosting;

/// <summary>What the standalone host says when it listens: where, who, and something to paste.</summary>
internal sealed class Greeting(FirstStart firstStart, IOptions<WorkspaceOptions> workspace, IEnumerable<GreetingCommand> commands)
{
    /// <summary>Prints it.</summary>
    public async Task PrintAsync(WebApplication app)
    {
        var url = app.Urls.First();
        var options = workspace.Value;
        var lines = new List<string> { "", $"Gantry {HealthEndpoint.Version} listens on {url}", $"Admin: {options.AdminUsername}" };
        if (firstStart.GeneratedPassword is { } password) lines.Add($"Password (shown only now): {password}");
        foreach (var command in commands)
            if (await command.GetAsync(url, CancellationToken.None) is { } text) lines.AddRange(["", text]);
        lines.AddRange(["", "Ctrl-C stops it."]);
        await Console.Out.WriteLineAsync(string.Join(Environment.NewLine, lines));
    }
}

/// <summary>A command that a slice offers to be pasted.</summary>
/// <param name="GetAsync">Makes the text for the server's address; null if there is nothing to try now.</param>
internal sealed record GreetingCommand(Func<string, CancellationToken, Task<string?>> GetAsync);
