using System.Text.Json.Serialization;
using Gantry.Functions.Identity;
using Gantry.Functions.Integrations;

namespace Gantry.Functions.Commands;

/// <summary>A slash command as stored (seed 000; <c>rocket-chat-behaviour.md</c> 4).</summary>
internal sealed record Command
{
    /// <summary>What its history calls commands.</summary>
    public const string Type = "slash-command";

    [JsonPropertyName("_id")]
    public required string Id { get; init; }

    /// <summary>The name, without slash; unique whatever its case.</summary>
    [JsonPropertyName("command")]
    public required string Name { get; init; }

    /// <summary>What is called; null for a command that only clients run.</summary>
    public string? Url { get; init; }

    public string? Description { get; init; }

    /// <summary>What comes behind the name, as a hint for people.</summary>
    public string? Params { get; init; }

    public bool Enabled { get; init; }

    /// <summary>Whether clients run it by themselves: then the server does not.</summary>
    public bool ClientOnly { get; init; }

    public bool ProvidesPreview { get; init; }

    /// <summary>The app that it belongs to, in the words of who made it.</summary>
    public string? AppId { get; init; }

    public string? Alias { get; init; }

    public string? Avatar { get; init; }

    public string? Emoji { get; init; }

    /// <summary>Sent along in every call.</summary>
    public required string Token { get; init; }

    /// <summary>With which calls are signed (Standard Webhooks).</summary>
    public required string Secret { get; init; }

    /// <summary>The secrets that were replaced and still sign beside it, newest first; null for none.</summary>
    public IReadOnlyList<PreviousSecret>? PreviousSecrets { get; init; }

    [JsonPropertyName("_createdAt")]
    public DateTimeOffset CreatedAt { get; init; }

    [JsonPropertyName("_createdBy")]
    public required UserReference CreatedBy { get; init; }

    [JsonPropertyName("_updatedAt")]
    public DateTimeOffset UpdatedAt { get; init; }

    [JsonPropertyName("_updatedBy")]
    public UserReference? UpdatedBy { get; init; }

    /// <summary>How its answers look. Most services that answer commands were written for Slack, so its markup is translated.</summary>
    public IntegrationLooks ToLooks() => new(Id, Alias, Avatar, Emoji, SlackFormatting: true);

    /// <summary>The secrets that sign now, newest first.</summary>
    public IReadOnlyList<string> SigningSecrets(DateTimeOffset now) => [Secret, .. SecretRotation.Unexpired(PreviousSecrets, now).Select(previous => previous.Secret)];
}
