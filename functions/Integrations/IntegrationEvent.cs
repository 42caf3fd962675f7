namespace Gantry.Functions.Integrations;

/// <summary>The events of outgoing integrations and which fields they use (<c>rocket-chat-behaviour.md</c> 1.3; design 6).</summary>
/// <param name="UsesChannel">Whether rooms are chosen by <c>channel</c>.</param>
/// <param name="UsesTriggerWords">Whether <c>triggerWords</c> are kept.</param>
/// <param name="UsesTargetRoom">Whether <c>targetRoom</c> has to be there.</param>
internal sealed record IntegrationEvent(bool UsesChannel, bool UsesTriggerWords, bool UsesTargetRoom)
{
    /// <summary>The name that seed 002 gives to <c>sendMessage</c>.</summary>
    private const string MessageAlias = "message";

    private static readonly Dictionary<string, IntegrationEvent> All = new(StringComparer.Ordinal)
    {
        ["sendMessage"] = new(UsesChannel: true, UsesTriggerWords: true, UsesTargetRoom: false),
        ["messageEdited"] = new(UsesChannel: true, UsesTriggerWords: true, UsesTargetRoom: false),
        ["messageDeleted"] = new(UsesChannel: true, UsesTriggerWords: false, UsesTargetRoom: false),
        ["reactionAdded"] = new(UsesChannel: true, UsesTriggerWords: false, UsesTargetRoom: false),
        ["fileUploaded"] = new(UsesChannel: true, UsesTriggerWords: false, UsesTargetRoom: false),
        ["roomArchived"] = new(UsesChannel: false, UsesTriggerWords: false, UsesTargetRoom: false),
        ["roomCreated"] = new(UsesChannel: false, UsesTriggerWords: false, UsesTargetRoom: false),
        ["roomJoined"] = new(UsesChannel: true, UsesTriggerWords: false, UsesTargetRoom: false),
        ["roomLeft"] = new(UsesChannel: true, UsesTriggerWords: false, UsesTargetRoom: false),
        ["userCreated"] = new(UsesChannel: false, UsesTriggerWords: false, UsesTargetRoom: true),
    };

    /// <summary>An event by name or alias, with its own name.</summary>
    public static (string Name, IntegrationEvent Event)? Find(string? name)
    {
        if (name == MessageAlias) name = "sendMessage";
        return name is not null && All.TryGetValue(name, out var found) ? (name, found) : null;
    }
}
