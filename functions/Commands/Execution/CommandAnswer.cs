using System.Text;
using System.Text.Json;
using Gantry.Functions.Integrations;
using Gantry.Functions.Outgoing.Delivery;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;

namespace Gantry.Functions.Commands.Execution;

/// <summary>What a command answered, as a message (seed 000).</summary>
/// <param name="Draft">The message; null for none.</param>
/// <param name="IsInChannel">Whether everybody in the room is to see it; else only who ran the command, which is also meant where <c>response_type</c> is missing.</param>
/// <param name="Error">Why the draft is a complaint instead of an answer; null if it is none.</param>
internal sealed record CommandAnswer(MessageDraft? Draft, bool IsInChannel = false, string? Error = null)
{
    private static readonly CommandAnswer Nothing = new((MessageDraft?)null);

    /// <summary>The message of a call's answer: its JSON, or a plain text. What went wrong becomes a text for who ran the command, without the details that history has.</summary>
    public static CommandAnswer Of(Command command, OutgoingAnswer answer, int maxDepth)
    {
        if (answer is not { IsSuccess: true, Outcome: OutgoingOutcome.Answered }) return Failure(Explain(command, answer), answer.Error ?? $"The receiver answered {answer.StatusCode}.");
        var content = AnswerContent.Parse(answer, maxDepth, out var error);
        if (error is not null) return Failure($"The answer of the command `/{command.Name}` cannot be read.", error);
        if (content is { } json) return json.ValueKind == JsonValueKind.Object ? Of(command, json) : Nothing;
        var text = answer.MediaType is "text/plain" ? Encoding.UTF8.GetString(answer.Body.Span).Trim() : "";
        return text.Length > 0 ? new CommandAnswer(new MessageDraft { Text = SlackFormatting.Translate(text), Alias = command.Alias, Avatar = command.Avatar, Emoji = command.Avatar is null ? command.Emoji : null, BotIntegrationId = command.Id }) : Nothing;
    }

    /// <summary>The message of an answer's JSON.</summary>
    public static CommandAnswer Of(Command command, JsonElement content)
    {
        try
        {
            var isInChannel = Parameters.Of(content).String("response_type") == "in_channel";
            return IntegrationMessage.Build(command.ToLooks(), content) is { } draft ? new CommandAnswer(draft, isInChannel) : Nothing;
        }
        catch (ApiException refused)
        {
            return Failure($"The answer of the command `/{command.Name}` cannot be shown: {refused.Message}", refused.Message);
        }
    }

    /// <summary>Says to who ran a command why it failed; addresses and causes are nobody's business but its manager's.</summary>
    public static string Explain(Command command, OutgoingAnswer answer) => answer.Outcome switch
    {
        OutgoingOutcome.TimedOut => $"The command `/{command.Name}` did not answer in time.",
        OutgoingOutcome.TooLarge => $"The answer of the command `/{command.Name}` is too large.",
        OutgoingOutcome.Answered => $"The command `/{command.Name}` failed: its service answered {answer.StatusCode}.",
        OutgoingOutcome.Busy => $"The command `/{command.Name}` is too busy now. Try again later.",
        _ => $"The command `/{command.Name}` could not be reached.",
    };

    private static CommandAnswer Failure(string said, string reason) => new(new MessageDraft { Text = said, ParseUrls = false }, Error: reason);
}
