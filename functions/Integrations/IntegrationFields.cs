using Gantry.Functions.Rest;
using Gantry.Shared.Security.Signatures;

namespace Gantry.Functions.Integrations;

/// <summary>Reads the fields of a create or update call over what an integration has so far.</summary>
internal static class IntegrationFields
{
    /// <summary>The integration with the call's fields. A blank <c>token</c> of an incoming one asks for a new one.</summary>
    /// <exception cref="ApiException">400: a field is of the wrong kind.</exception>
    public static Integration Read(Integration integration, Parameters parameters, IntegrationOptions options)
    {
        var read = integration with
        {
            Name = parameters.Has("name") ? parameters.RequiredString("name").Trim() : integration.Name,
            Enabled = parameters.Bool("enabled") ?? integration.Enabled,
            Username = parameters.FirstString("username") ?? integration.Username,
            Channel = parameters.List("channel") ?? integration.Channel,
            ScriptEnabled = parameters.Bool("scriptEnabled") ?? integration.ScriptEnabled,
            Script = Text(parameters, "script", integration.Script),
            Alias = Text(parameters, "alias", integration.Alias),
            Avatar = Text(parameters, "avatar", integration.Avatar),
            Emoji = Text(parameters, "emoji", integration.Emoji),
            Urls = parameters.List("urls") ?? integration.Urls,
            HistoryEnabled = parameters.Bool("historyEnabled") ?? integration.HistoryEnabled,
        };
        return read.Type == Integration.Incoming ? ReadIncoming(read, parameters) : ReadOutgoing(read, parameters, options);
    }

    private static Integration ReadIncoming(Integration integration, Parameters parameters) => integration with
    {
        Token = parameters.Has("token") ? parameters.FirstString("token") ?? IntegrationDefinition.NewToken() : integration.Token,
        OverrideDestinationChannelEnabled = parameters.Bool("overrideDestinationChannelEnabled") ?? integration.OverrideDestinationChannelEnabled ?? false,
        SlackFormatting = parameters.Bool("slackFormatting") ?? integration.SlackFormatting,
        AllowedAddresses = parameters.Has("allowedAddresses") ? Some(parameters.List("allowedAddresses")) : integration.AllowedAddresses,
        Signature = parameters.Has("signature") ? ReadSignature(parameters, integration.Signature) : integration.Signature,
    };

    private static Integration ReadOutgoing(Integration integration, Parameters parameters, IntegrationOptions options)
    {
        var given = parameters.String("event") ?? integration.Event;
        var (name, use) = FindEvent(given);
        var retry = parameters.Bool("retryFailedCalls") ?? integration.RetryFailedCalls;
        return integration with
        {
            Event = name,
            Urls = integration.Urls ?? Some(parameters.List("target_url")),
            Channel = use.UsesChannel ? integration.Channel : [],
            Token = parameters.Has("token") ? Text(parameters, "token", null) : integration.Token,
            Secret = integration.Secret ?? StandardWebhooks.NewSecret(),
            TriggerWords = use.UsesTriggerWords ? Some(parameters.List("triggerWords") ?? integration.TriggerWords) : null,
            TriggerWordAnywhere = parameters.Bool("triggerWordAnywhere") ?? integration.TriggerWordAnywhere,
            TargetRoom = Text(parameters, "targetRoom", integration.TargetRoom),
            TargetChannel = Text(parameters, "targetChannel", integration.TargetChannel),
            RunOnEdits = parameters.Bool("runOnEdits") ?? integration.RunOnEdits,
            ImpersonateUser = parameters.Bool("impersonateUser") ?? integration.ImpersonateUser,
            RetryFailedCalls = retry,
            RetryCount = retry == true ? parameters.Int("retryCount") ?? integration.RetryCount ?? options.DefaultRetryCount : null,
            RetryDelay = retry == true ? (parameters.FirstString("retryDelay") ?? integration.RetryDelay ?? "powers-of-ten").ToLowerInvariant() : null,
        };
    }

    private static (string Name, IntegrationEvent Event) FindEvent(string? name) =>
        IntegrationEvent.Find(name) ?? throw (name is null ? ApiException.MissingKey("event") : ApiException.Invalid("error-invalid-event-type", "Invalid event type", new { name }));

    private static SignatureRule? ReadSignature(Parameters parameters, SignatureRule? previous)
    {
        if (parameters.Object("signature") is not { } element) return null;
        var signature = Parameters.Of(element);
        var preset = signature.RequiredString("preset");
        return preset == "none" ? null : new SignatureRule(preset, signature.FirstString("secret") ?? previous?.Secret ?? throw ApiException.MissingKey("signature.secret"), signature.FirstString("header"));
    }

    // An empty text clears a field (rocket-chat-behaviour.md 1.5).
    private static string? Text(Parameters parameters, string name, string? previous) => parameters.Has(name) ? parameters.FirstString(name) : previous;

    private static IReadOnlyList<string>? Some(IReadOnlyList<string>? list) => list is { Count: > 0 } ? list : null;
}
