using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;

namespace Gantry.Functions.Hooks;

/// <summary>What a call did at one of its rooms.</summary>
internal sealed record HookPosting(string Channel, Message? Message, ApiException? Refusal);

/// <summary>The answers of a hook.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body, JSON.</param>
internal sealed record HookAnswer(int Status, string Body)
{
    /// <summary>Nothing was to be posted.</summary>
    public static HookAnswer Empty { get; } = new(200, """{"success":true}""");

    /// <summary>All went well: which messages.</summary>
    public static HookAnswer Posted(IEnumerable<HookPosting> postings)
    {
        var messages = postings.Select(posting => new { _id = posting.Message!.Id, rid = posting.Message.Rid, channel = posting.Channel });
        return new HookAnswer(200, JsonSerializer.Serialize(new { messages, success = true }, RestJson.Options));
    }

    /// <summary>What the script wants answered; an object gets the <c>success</c> of every answer.</summary>
    public static HookAnswer Scripted(JsonElement response)
    {
        if (response.ValueKind != JsonValueKind.Object) return new HookAnswer(200, response.GetRawText());
        var body = JsonObject.Create(response)!;
        body["success"] = true;
        return new HookAnswer(200, body.ToJsonString(RestJson.Options));
    }

    /// <summary>Room by room (seed 003): a success if at least one was posted to.</summary>
    public static HookAnswer Separate(IReadOnlyCollection<HookPosting> postings, MessageView view)
    {
        var responses = new JsonArray();
        foreach (var posting in postings)
        {
            var response = new JsonObject { ["channel"] = posting.Channel };
            if (posting.Message is { } message) response["message"] = view.ToNode(message);
            else response["error"] = posting.Refusal!.ErrorType;
            responses.Add(response);
        }

        var success = postings.Any(posting => posting.Message is not null);
        return new HookAnswer(success ? 200 : 400, new JsonObject { ["responses"] = responses, ["success"] = success }.ToJsonString(RestJson.Options));
    }

    /// <summary>The answer as sent.</summary>
    public IResult ToResult() => Results.Text(Body, "application/json", statusCode: Status);
}
