namespace Gantry.Tests.Clients;

/// <summary>A TypeScript program against Rocket.Chat's own types, through its own client: it compiles, and what Gantry answers is of the types that it expects.</summary>
public sealed class TypedClientTests
{
    /// <summary>Where the types of version 8.8.1 ask for what Rocket.Chat itself does not answer, or what stands for parts that Gantry does not have.</summary>
    private static readonly Dictionary<string, string> Deviations = new(StringComparer.Ordinal)
    {
        ["GET /v1/me"] = "settings.calendar is required: there are no calendars",
        ["GET /v1/users.autocomplete"] = "nickname and avatarETag are required, though users may have neither",
        ["POST /v1/chat.postMessage"] = "channel is a whole room, where Rocket.Chat answers its id",
        ["GET /v1/chat.syncMessages"] = "cursor is required, which belongs to calls with next or previous",
        ["GET /v1/channels.members"] = "members are whole users with their roles in the workspace, where Rocket.Chat answers what a list shows",
        ["GET /v1/groups.history"] = "count, offset and total are required, which Rocket.Chat does not answer",
        ["GET /v1/groups.members"] = "as channels.members",
        ["POST /v1/im.create"] = "room is a whole room, where Rocket.Chat answers its id and users",
        ["GET /v1/im.list"] = "u is required of all rooms, which direct ones do not have",
        ["GET /v1/im.members"] = "the members' subscriptions are required",
        ["GET /v1/rooms.get"] = "as im.list",
        ["GET /v1/settings.public"] = "whole settings, where Rocket.Chat answers _id and value",
        ["GET /v1/statistics"] = "all of Rocket.Chat's counts, most of which are of parts that Gantry does not have",
        ["GET /v1/spotlight"] = "lastMessage is required of rooms that may have none",
        ["POST /v1/logout"] = "message at the top, where Rocket.Chat answers it in data",
    };

    [Fact]
    public async Task A_typed_program_gets_answers_of_the_types_but_where_those_are_not_what_Rocket_Chat_answers()
    {
        var server = await GantryServer.SharedAsync();
        var result = await NodeClient.RunAsync("typed-client.mjs", server.Url.ToString().TrimEnd('/'), "admin", GantryServer.AdminPassword);
        var calls = result.GetProperty("calls").EnumerateArray().Select(call => call.GetString()!).ToHashSet(StringComparer.Ordinal);
        Assert.InRange(calls.Count, 60, 200);
        var mismatches = result.GetProperty("diagnostics").EnumerateArray().Select(diagnostic => (Call: diagnostic.GetProperty("call").GetString()!, Text: diagnostic.GetProperty("text").GetString()!)).ToList();
        Assert.True(mismatches.All(mismatch => Deviations.ContainsKey(mismatch.Call)), string.Join('\n', mismatches.Where(mismatch => !Deviations.ContainsKey(mismatch.Call))));
        Assert.Empty(Deviations.Keys.Except(mismatches.Select(mismatch => mismatch.Call)));
    }
}
