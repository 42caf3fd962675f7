using System.Text.Json.Nodes;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Integrations;

/// <summary>An integration as answered: as stored, but a signature secret is never shown again.</summary>
internal static class IntegrationView
{
    public static JsonNode ToNode(Integration integration)
    {
        var node = RestJson.ToNode(integration)!.AsObject();
        if (node["signature"] is JsonObject signature) signature.Remove("secret");
        return node;
    }
}
