using System.Net;
using System.Text.Json;

namespace Gantry.Tests.Workspace.Messages;

public sealed class ReactionTests
{
    [Fact]
    public async Task A_reaction_stands_at_the_message_with_the_names_of_those_who_reacted()
    {
        var server = await GantryServer.SharedAsync();
        var (first, second) = (await People.NewAsync(server), await People.NewAsync(server));
        var (roomId, _) = await first.NewRoomAsync("channels", second);
        var messageId = await first.SayAsync(roomId, "hi");
        await first.PostAsync("chat.react", new { messageId, emoji = ":+1:" });
        await second.PostAsync("chat.react", new { messageId, emoji = ":+1:" });
        await second.PostAsync("chat.react", new { messageId, emoji = ":tada:" });
        var reactions = await ReactionsAsync(first, messageId);
        Assert.Equal([first.Username, second.Username], Names(reactions, ":+1:"));
        Assert.Equal([second.Username], Names(reactions, ":tada:"));
    }

    [Fact]
    public async Task Reacting_again_takes_the_reaction_back_unless_the_call_says_what_it_wants()
    {
        var (person, messageId) = await MessageAsync();
        await person.PostAsync("chat.react", new { messageId, emoji = ":heart:" });
        await person.PostAsync("chat.react", new { messageId, emoji = ":heart:", shouldReact = true });
        Assert.Equal([person.Username], Names(await ReactionsAsync(person, messageId), ":heart:"));
        await person.PostAsync("chat.react", new { messageId, emoji = ":heart:" });
        Assert.Equal(JsonValueKind.Undefined, (await ReactionsAsync(person, messageId)).ValueKind);
        await person.PostAsync("chat.react", new { messageId, emoji = ":heart:", shouldReact = false });
        Assert.Equal(JsonValueKind.Undefined, (await ReactionsAsync(person, messageId)).ValueKind);
    }

    [Fact]
    public async Task A_reaction_is_removed_and_one_that_is_not_there_is_no_fault()
    {
        var (person, messageId) = await MessageAsync();
        await person.PostAsync("chat.react", new { messageId, emoji = ":+1:" });
        for (var i = 0; i < 2; i++) await person.PostAsync("chat.removeReaction", new { messageId, emoji = ":+1:" });
        Assert.Equal(JsonValueKind.Undefined, (await ReactionsAsync(person, messageId)).ValueKind);
    }

    [Theory]
    [InlineData("messageId", "emoji", ":thumbsup:")]
    [InlineData("messageId", "emoji", "thumbsup")]
    [InlineData("msgId", "reaction", ":thumbsup:")]
    [InlineData("messageId", "emoji", ":thumbsup_tone3:")]
    public async Task Both_spellings_are_understood_with_and_without_colons(string id, string emoji, string value)
    {
        var (person, messageId) = await MessageAsync();
        await person.PostAsync("chat.react", new Dictionary<string, string> { [id] = messageId, [emoji] = value });
        Assert.Equal([person.Username], Names(await ReactionsAsync(person, messageId), $":{value.Trim(':')}:"));
    }

    [Fact]
    public async Task Reactions_at_the_same_time_all_count()
    {
        var server = await GantryServer.SharedAsync();
        var people = new List<ApiClient>();
        for (var i = 0; i < 8; i++) people.Add(await People.NewAsync(server));
        var (roomId, _) = await people[0].NewRoomAsync("channels", [.. people.Skip(1)]);
        var messageId = await people[0].SayAsync(roomId, "hi");
        await Task.WhenAll(people.Select(person => person.PostAsync("chat.react", new { messageId, emoji = ":eyes:" })));
        Assert.Equal(people.Select(person => person.Username).Order(), Names(await ReactionsAsync(people[0], messageId), ":eyes:").Order());
    }

    [Theory]
    [InlineData("""{"emoji":":+1:"}""", 400, "error-messageid-param-not-provided")]
    [InlineData("""{"messageId":"ID"}""", 400, "error-emoji-param-not-provided")]
    [InlineData("""{"messageId":"ID","emoji":":no_such_emoji:"}""", 422, "error-not-allowed")]
    [InlineData("""{"messageId":"ID","emoji":"::"}""", 422, "error-not-allowed")]
    [InlineData("""{"messageId":"nothing","emoji":":+1:"}""", 404, "error-message-not-found")]
    public async Task A_bad_reaction_is_refused(string body, int status, string errorType)
    {
        var (person, messageId) = await MessageAsync();
        foreach (var call in new[] { "chat.react", "chat.removeReaction" })
            Assert.Equal(errorType, (await person.RefusedAsync((HttpStatusCode)status, HttpMethod.Post, call, body.Replace("ID", messageId))).ErrorType);
    }

    [Fact]
    public async Task The_refusals_say_what_is_wrong_in_the_documented_words()
    {
        var (person, messageId) = await MessageAsync();
        Assert.Equal(
            "The provided \"messageId\" does not match any existing message. [error-message-not-found]",
            (await person.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "chat.react", new { messageId = "x", emoji = ":+1:" })).Error);
        Assert.Equal("Invalid emoji provided. [error-not-allowed]", (await person.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "chat.react", new { messageId, emoji = "no-such" })).Error);
    }

    [Fact]
    public async Task Who_cannot_read_a_room_cannot_react_there_and_in_a_read_only_room_only_who_may_post()
    {
        var server = await GantryServer.SharedAsync();
        var (owner, member) = (await People.NewAsync(server), await People.NewAsync(server));
        var (group, _) = await owner.NewRoomAsync("groups");
        var hidden = await owner.SayAsync(group, "secret");
        await member.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "chat.react", new { messageId = hidden, emoji = ":+1:" });

        var (roomId, _) = await owner.NewRoomAsync("channels", member);
        var news = await owner.SayAsync(roomId, "news");
        await owner.PostAsync("channels.setReadOnly", new { roomId, readOnly = true });
        Assert.Equal("error-not-allowed", (await member.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "chat.react", new { messageId = news, emoji = ":+1:" })).ErrorType);
        await owner.PostAsync("chat.react", new { messageId = news, emoji = ":+1:" });
        await owner.PostAsync("channels.archive", new { roomId });
        Assert.Equal("error-room-archived", (await owner.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "chat.react", new { messageId = news, emoji = ":+1:" })).ErrorType);
    }

    private static async Task<(ApiClient Person, string MessageId)> MessageAsync()
    {
        var person = await People.NewAsync(await GantryServer.SharedAsync());
        var (roomId, _) = await person.NewRoomAsync();
        return (person, await person.SayAsync(roomId, "hi"));
    }

    private static async Task<JsonElement> ReactionsAsync(ApiClient person, string messageId) =>
        (await person.GetAsync("chat.getMessage?msgId=" + messageId)).GetProperty("message").TryGetProperty("reactions", out var reactions) ? reactions : default;

    private static IEnumerable<string?> Names(JsonElement reactions, string emoji) =>
        reactions.GetProperty(emoji).GetProperty("usernames").EnumerateArray().Select(name => name.GetString());
}
