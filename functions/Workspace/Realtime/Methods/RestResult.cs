using System.Text.Json.Nodes;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Workspace.Realtime.Methods;

/// <summary>Takes what an endpoint of the REST API answers, so that a method is the same call in other words.</summary>
internal static class RestResult
{
    /// <summary>The answer as JSON.</summary>
    public static JsonNode? ToNode(this IResult answer) => RestJson.ToNode(((IValueHttpResult)answer).Value);
}
