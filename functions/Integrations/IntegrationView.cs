using System.Text.Json.Nodes;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Integrations;

/// <summary>
/// An integration as answered: as stored, but the secret of a signature that callers make is never shown again, nor is one that was replaced. The secret
/// of outgoing calls is shown like the token, to who manages the integration.
/// </summary>
internal static class IntegrationView
{
    /// <summary>As one integration is answered.</summary>
    public static JsonNode ToNode(Integration integration)
    {
        var node = RestJson.ToNode(integration)!.AsObject();
        if (node["signature"] is JsonObject signature) signature.Remove("secret");
        foreach (var previous in node["previousSecrets"] as JsonArray ?? []) previous!.AsObject().Remove("secret");
        return node;
    }

    /// <summary>As a list shows it: without the secret.</summary>
    public static JsonNode ToListed(Integration integration)
    {
        var node = ToNode(integration);
        node.AsObject().Remove("secret");
        return node;
    }
}
