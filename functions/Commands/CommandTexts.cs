using Gantry.Functions.Commands.Execution;
using Gantry.Functions.RateLimiting;
using Gantry.Functions.Workspace.Messages;

namespace Gantry.Functions.Commands;

/// <summary>
/// Texts that are commands: <c>/name</c>, alone or with a blank behind it. <c>//</c>, a lone slash and paths such as <c>/etc/passwd</c> are ordinary texts.
/// What cannot run is told to its sender alone.
/// </summary>
internal sealed class CommandTexts(CommandExecution execution, RateLimiter limiter, IHttpContextAccessor http)
{
    /// <summary>Runs the command that a text is; null if it is none.</summary>
    /// <exception cref="ApiException">403: the sender cannot read the room; 422: it is archived, or the thread is not there; 429: too many runs.</exception>
    public async Task<TextCommandResult?> TryRunAsync(SentText sent, CancellationToken cancellationToken)
    {
        if (Split(sent.Text) is not var (name, text)) return null;
        await limiter.AdmitAsync(RateLimitRule.CommandRuns, sent.Caller, http.HttpContext?.Response, cancellationToken);
        var call = await execution.CheckAsync(new CommandCall(sent.Caller.User, sent.Room, text, sent.Tmid), cancellationToken);
        if (HelpCommand.IsNamed(name)) return await execution.HelpAsync(call, cancellationToken);
        Command command;
        try
        {
            command = await execution.FindAsync(name, cancellationToken);
        }
        catch (ApiException refused) when (refused.Status < 500)
        {
            var said = refused.Status == 404 ? $"There is no command `/{name}`. `/help` shows those that there are." : refused.Message;
            return await execution.TellAsync(call, new MessageDraft { Text = said, ParseUrls = false }, cancellationToken);
        }

        return await execution.RunAsync(command, call, cancellationToken);
    }

    private static (string Name, string Text)? Split(string text)
    {
        var end = text.AsSpan().IndexOfAny(" \t\r\n");
        var name = text[1..(end < 0 ? text.Length : end)];
        return CommandDefinition.IsName(name) ? (name, end < 0 ? "" : text[end..].Trim()) : null;
    }
}
