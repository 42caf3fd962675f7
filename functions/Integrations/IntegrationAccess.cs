using Gantry.Functions.Identity;

namespace Gantry.Functions.Integrations;

/// <summary>Who may see and change which integrations (<c>rocket-chat-behaviour.md</c> 1.2): all of a kind, or those that the caller created.</summary>
internal static class IntegrationAccess
{
    /// <summary>The four permissions, any of which opens the endpoints.</summary>
    public static readonly string[] Any =
        ["manage-incoming-integrations", "manage-own-incoming-integrations", "manage-outgoing-integrations", "manage-own-outgoing-integrations"];

    /// <summary>Whether the caller manages all integrations of a kind.</summary>
    public static bool ManagesAll(Caller caller, string type) => caller.Has($"manage-{Kind(type)}-integrations");

    /// <summary>Whether the caller manages all integrations of both kinds.</summary>
    public static bool ManagesAll(Caller caller) => ManagesAll(caller, Integration.Incoming) && ManagesAll(caller, Integration.Outgoing);

    /// <summary>Whether the caller manages this one.</summary>
    public static bool Manages(Caller caller, Integration integration) => ManagesAll(caller, integration.Type)
        || (integration.CreatedBy.Id == caller.User.Id && caller.Has($"manage-own-{Kind(integration.Type)}-integrations"));

    /// <summary>Refuses a caller that may not create this kind.</summary>
    /// <exception cref="ApiException">403.</exception>
    public static void RequireCreate(Caller caller, string type) => caller.Require($"manage-{Kind(type)}-integrations", $"manage-own-{Kind(type)}-integrations");

    private static string Kind(string type) => type == Integration.Incoming ? "incoming" : "outgoing";
}
