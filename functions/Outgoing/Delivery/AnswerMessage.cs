using System.Text.Json;
using Gantry.Functions.Integrations;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;

namespace Gantry.Functions.Outgoing.Delivery;

/// <summary>What an answer, or a script, wants to have posted (<c>rocket-chat-behaviour.md</c> 3.6).</summary>
/// <param name="Draft">The message; null if nothing is to be posted.</param>
/// <param name="Channels">The rooms that it names; empty for the integration's, else that of the event.</param>
/// <param name="Error">Why it cannot be posted, for people; null if it can, or if there is nothing.</param>
internal sealed record AnswerMessage(MessageDraft? Draft, IReadOnlyList<string> Channels, string? Error = null)
{
    private static readonly AnswerMessage Nothing = new(null, []);

    /// <summary>The message of a successful answer: its JSON, if that has text or attachments (seed 003).</summary>
    public static AnswerMessage Of(Integration integration, OutgoingAnswer answer, int maxDepth)
    {
        if (!answer.IsSuccess) return Nothing;
        if (AnswerContent.Parse(answer, maxDepth, out var error) is not { } content) return Nothing with { Error = error ?? answer.Error };
        return content.ValueKind == JsonValueKind.Object && (content.TryGetProperty("text", out _) || content.TryGetProperty("attachments", out _)) ? Of(integration, content) : Nothing;
    }

    /// <summary>The message of a script's <c>message</c> or <c>content</c>, or of an answer's JSON.</summary>
    public static AnswerMessage Of(Integration integration, JsonElement content)
    {
        if (content.ValueKind != JsonValueKind.Object) return Nothing;
        try
        {
            if (IntegrationMessage.Build(integration, content) is not { } draft) return Nothing;
            var fields = Parameters.Of(content);
            return new AnswerMessage(draft, fields.List("channel") is { Count: > 0 } channels ? channels : fields.List("roomId") ?? []);
        }
        catch (ApiException refused)
        {
            return Nothing with { Error = refused.Message };
        }
    }
}
