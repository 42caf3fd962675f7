using System.Text;
using System.Text.Json.Nodes;
using Gantry.Functions.Workspace.Messages;
using Gantry.Shared.Storage.Snapshots;

namespace Gantry.Functions.Commands;

/// <summary>The one command that is built in: lists the others.</summary>
internal static class HelpCommand
{
    private const string Name = "help";
    private const string Parameters = "[command]";
    private const string Description = "Shows the commands that there are";

    /// <summary>Whether a name is its.</summary>
    public static bool IsNamed(string name) => string.Equals(name, Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>As it is answered.</summary>
    public static JsonObject ToNode() => CommandView.ToPublic(Name, Parameters, Description);

    /// <summary>What it says: every enabled command, or the one that is asked for; as many as a message may hold.</summary>
    public static MessageDraft Answer(SnapshotState<Command> commands, string text, int maxLength)
    {
        var asked = text.Trim().TrimStart('/');
        var lines = commands.Records.Values.Where(command => command.Enabled).Select(command => (command.Name, Line: Line(command.Name, command.Params, command.Description)))
            .Append((Name, Line: Line(Name, Parameters, Description)))
            .Where(item => asked.Length == 0 || string.Equals(item.Name, asked, StringComparison.OrdinalIgnoreCase))
            .OrderBy(item => item.Name, StringComparer.OrdinalIgnoreCase)
            .Select(item => item.Line)
            .ToList();
        if (lines.Count == 0) lines.Add($"There is no command /{asked}.");
        var said = new StringBuilder();
        foreach (var line in lines.TakeWhile(line => said.Length + line.Length < maxLength)) said.Append(said.Length == 0 ? "" : "\n").Append(line);
        return new MessageDraft { Text = said.ToString(), ParseUrls = false };
    }

    private static string Line(string name, string? parameters, string? description) =>
        $"`/{name}{(string.IsNullOrEmpty(parameters) ? "" : " " + parameters)}`{(string.IsNullOrEmpty(description) ? "" : " " + description)}";
}
