using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>A text that somebody sends into a room.</summary>
internal sealed record SentText(Caller Caller, Room Room, string Text, string? Tmid);

/// <summary>Takes texts that are commands instead of messages: registered by who knows the commands, asked by who would post.</summary>
/// <param name="TryRunAsync">Runs the command that a text is; null if it is none and is to be posted. Throws to refuse.</param>
internal sealed record TextCommands(Func<SentText, CancellationToken, Task<TextCommandResult?>> TryRunAsync);

/// <summary>What came of a command.</summary>
/// <param name="Message">Its answer; null if it gave none, or none yet.</param>
/// <param name="IsPrivate">Whether that is for the caller alone, instead of in the room.</param>
/// <param name="IsPending">Whether an answer may still come.</param>
/// <param name="ExecutionId">The entry in the command's history; null if it needed no call.</param>
internal sealed record TextCommandResult(Message? Message = null, bool IsPrivate = false, bool IsPending = false, string? ExecutionId = null)
{
    /// <summary>As the API answers it.</summary>
    public JsonObject ToAnswer(MessageView view, params ReadOnlySpan<(string Name, string Value)> further)
    {
        var answer = new JsonObject();
        if (Message is not null)
        {
            answer["ts"] = Message.Ts.ToUnixTimeMilliseconds();
            answer["message"] = IsPrivate ? view.ToPrivateNode(Message) : view.ToNode(Message);
        }

        foreach (var (name, value) in further) answer[name] = value;
        if (ExecutionId is not null) answer["executionId"] = ExecutionId;
        answer["pending"] = IsPending;
        answer["success"] = true;
        return answer;
    }
}
