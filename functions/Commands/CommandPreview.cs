using System.Text.Json;
using System.Text.Json.Serialization;
using Gantry.Functions.Commands.Execution;
using Gantry.Functions.Outgoing;
using Gantry.Functions.Outgoing.Delivery;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Commands;

/// <summary>An item of a preview (<c>rocket-chat-behaviour.md</c> 4).</summary>
/// <param name="Id">What the command calls it.</param>
/// <param name="Type">image, video, audio, text or other.</param>
/// <param name="Value">What is shown: a text or an address.</param>
internal sealed record PreviewItem(string Id, string Type, string Value)
{
    private const int MaxLength = 4_096;

    private static readonly string[] Types = ["image", "video", "audio", "text", "other"];

    /// <summary>Reads one; null if it is none.</summary>
    public static PreviewItem? Read(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object) return null;
        var read = (Id: Text(item, "id"), Type: Text(item, "type"), Value: Text(item, "value"));
        return read is { Id: { } id, Type: { } type, Value: { } value } && Types.Contains(type, StringComparer.Ordinal) ? new PreviewItem(id, type, value) : null;
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= MaxLength } text ? text : null;
}

/// <summary>What a command would do.</summary>
/// <param name="Title">The title, or the key of its translation.</param>
/// <param name="Items">The items to choose from.</param>
internal sealed record Preview([property: JsonPropertyName("i18nTitle")] string Title, IReadOnlyList<PreviewItem> Items);

/// <summary>
/// Asks a command for its preview: one signed call with <c>"preview": true</c>, within <see cref="CommandOptions.DirectWait"/>. It is made while somebody types,
/// so it leaves no history, has no response_url, and is never repeated.
/// </summary>
internal sealed class CommandPreview(CommandPayload payloads, OutgoingCall calls, IOptions<CommandOptions> options, IOptions<OutgoingOptions> outgoing, TimeProvider time)
{
    /// <summary>The preview.</summary>
    /// <exception cref="ApiException">422: the command gave none in time, or none that is one.</exception>
    public async Task<Preview> GetAsync(Command command, CommandCall call, CancellationToken cancellationToken)
    {
        var payload = await payloads.BuildAsync(command, call, cancellationToken);
        payload["preview"] = true;
        var request = CommandRun.ToRequest(command, payload) with { Timeout = options.Value.DirectWait };
        var signature = new DeliverySignature("msg_" + RandomId.New(), command.SigningSecrets(time.GetUtcNow()));
        var answer = await calls.SendAsync(request, signature, cancellationToken);
        if (answer is not { IsSuccess: true, Outcome: OutgoingOutcome.Answered }) throw Failed(CommandAnswer.Explain(command, answer));
        if (AnswerContent.Parse(answer, outgoing.Value.MaxAnswerDepth, out var error) is not { ValueKind: JsonValueKind.Object } content) throw Failed(error ?? "The answer is no JSON object.");
        return Read(command, content);
    }

    private Preview Read(Command command, JsonElement content)
    {
        if (!content.TryGetProperty("items", out var array) || array.ValueKind != JsonValueKind.Array) throw Failed("The preview has no items.");
        if (array.GetArrayLength() > options.Value.MaxPreviewItems) throw Failed($"The preview has more than {options.Value.MaxPreviewItems} items.");
        var items = array.EnumerateArray().Select(item => PreviewItem.Read(item) ?? throw Failed("An item of the preview is in the wrong format: id, type and value are required.")).ToList();
        var title = content.TryGetProperty("i18nTitle", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : command.Name;
        return new Preview(title, items);
    }

    private static ApiException Failed(string reason) => new(422, "error-command-preview-failed", reason);
}
