using System.Text.Json.Serialization;
using Gantry.Functions.Identity;
using Gantry.Functions.Scripting;

namespace Gantry.Functions.Integrations;

/// <summary>An integration of either kind as stored (<c>rocket-chat-behaviour.md</c> 1.1; seeds 000, 001, 004).</summary>
internal sealed record Integration
{
    public const string Incoming = "webhook-incoming";

    public const string Outgoing = "webhook-outgoing";

    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    public required string Type { get; init; }

    public required string Name { get; init; }

    public bool Enabled { get; init; }

    /// <summary>The user that messages are posted as.</summary>
    public required string Username { get; init; }

    /// <summary>The id of that user.</summary>
    public required string UserId { get; init; }

    /// <summary>Rooms with their prefix, or <c>all_public_channels</c> and the like.</summary>
    public IReadOnlyList<string> Channel { get; init; } = [];

    public bool ScriptEnabled { get; init; }

    public string? Script { get; init; }

    /// <summary>Why the script does not compile; null if it does, or if there is none.</summary>
    public ScriptError? ScriptError { get; init; }

    public string ScriptEngine { get; init; } = "isolated-vm";

    /// <summary>Whether the script is to run.</summary>
    [JsonIgnore]
    public bool RunsScript => ScriptEnabled && !string.IsNullOrWhiteSpace(Script);

    public string? Alias { get; init; }

    public string? Avatar { get; init; }

    public string? Emoji { get; init; }

    /// <summary>Incoming: the secret of the hook's address. Outgoing: sent along in every call.</summary>
    public string? Token { get; init; }

    /// <summary>Outgoing: with which calls are signed (Standard Webhooks); null in a record from before there was one, until <see cref="IntegrationSecrets"/> makes it.</summary>
    public string? Secret { get; init; }

    /// <summary>Outgoing: the secrets that were replaced and still sign beside it, newest first; null for none.</summary>
    public IReadOnlyList<PreviousSecret>? PreviousSecrets { get; init; }

    public IReadOnlyList<string>? Urls { get; init; }

    /// <summary>Incoming: whether a caller may name rooms that <see cref="Channel"/> does not.</summary>
    public bool? OverrideDestinationChannelEnabled { get; init; }

    /// <summary>Incoming: whether Slack's link and mention syntax in the text is translated; true unless switched off.</summary>
    public bool? SlackFormatting { get; init; }

    /// <summary>Incoming: the networks that may call; null for all.</summary>
    public IReadOnlyList<string>? AllowedAddresses { get; init; }

    /// <summary>Incoming: how calls have to be signed; null for not at all.</summary>
    public SignatureRule? Signature { get; init; }

    public string? Event { get; init; }

    public IReadOnlyList<string>? TriggerWords { get; init; }

    public bool? TriggerWordAnywhere { get; init; }

    public string? TargetRoom { get; init; }

    public string? TargetChannel { get; init; }

    public bool? RunOnEdits { get; init; }

    public bool? RetryFailedCalls { get; init; }

    public int? RetryCount { get; init; }

    public string? RetryDelay { get; init; }

    public bool? ImpersonateUser { get; init; }

    /// <summary>Whether calls leave entries in history; yes unless switched off. Outgoing calls that fail leave one all the same.</summary>
    public bool? HistoryEnabled { get; init; }

    [JsonPropertyName("_createdAt")]
    public DateTimeOffset CreatedAt { get; init; }

    [JsonPropertyName("_createdBy")]
    public required UserReference CreatedBy { get; init; }

    [JsonPropertyName("_updatedAt")]
    public DateTimeOffset UpdatedAt { get; init; }

    [JsonPropertyName("_updatedBy")]
    public UserReference? UpdatedBy { get; init; }
}

/// <summary>How calls of an incoming hook have to be signed.</summary>
/// <param name="Preset">One of <see cref="Gantry.Shared.Security.Signatures.SignaturePreset"/>, in kebab case.</param>
/// <param name="Secret">The shared secret.</param>
/// <param name="Header">The header of the generic preset; null elsewhere.</param>
internal sealed record SignatureRule(string Preset, string Secret, string? Header = null);

/// <summary>A secret that was replaced.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="ExpiresAt">Until when it signs.</param>
internal sealed record PreviousSecret(string Secret, DateTimeOffset ExpiresAt);
