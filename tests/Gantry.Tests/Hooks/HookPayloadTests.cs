using System.Net;
using System.Text;

namespace Gantry.Tests.Hooks;

public sealed class HookPayloadTests
{
    public static TheoryData<string, string> AcceptedBodies => new()
    {
        { "application/json", """{"text":"hello"}""" },
        { "application/json; charset=utf-8", """ {"text":"hello"} """ },
        { "application/x-www-form-urlencoded", "payload=%7B%22text%22%3A%22hello%22%7D" },
        { "application/x-www-form-urlencoded", "payload={\"text\":\"hello\"}" },
        { "application/x-www-form-urlencoded; charset=utf-8", """{"text":"hello"}""" },
        { "application/x-www-form-urlencoded", "%7B%22text%22%3A%22hello%22%7D" },
        { "application/x-www-form-urlencoded", "text=hello&username=bot" },
        { "text/plain", """{"text":"hello"}""" },
        { "", """{"text":"hello"}""" },
        { "application/json", """{"msg":"hello"}""" },
        { "application/json", """{"text":"  hello  "}""" },
        { "application/json", "\r\n{\"text\":\"hel\\u006co\"}" },
    };

    [Theory]
    [MemberData(nameof(AcceptedBodies))]
    public async Task Each_form_of_body_posts_its_text(string contentType, string body)
    {
        var driver = await IntegrationDriver.AdminAsync();
        var (channel, roomId) = await driver.NewRoomAsync();
        var hook = await driver.NewHookAsync(channel);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (contentType.Length > 0) content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        var (status, answer) = await driver.CallAsync(hook.Path, content);
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        Assert.Equal(["hello"], await driver.TextsAsync(roomId));
    }

    public static TheoryData<HttpStatusCode, string, string> RefusedBodies => new()
    {
        { HttpStatusCode.BadRequest, "error-invalid-json", "not json" },
        { HttpStatusCode.BadRequest, "error-invalid-json", """{"text":"cut""" },
        { HttpStatusCode.BadRequest, "error-invalid-json", """{"text":"half \ud83d of a pair"}""" },
        { HttpStatusCode.BadRequest, "error-invalid-json", string.Concat(Enumerable.Repeat("""{"a":""", 10_000)) + "1" + new string('}', 10_000) },
        { HttpStatusCode.BadRequest, "error-invalid-json", new string('[', 10_000) },
        { HttpStatusCode.BadRequest, "error-invalid-payload", """["text"]""" },
        { HttpStatusCode.BadRequest, "error-invalid-payload", "\"text\"" },
        { HttpStatusCode.BadRequest, "invalid-params", """{"text":{"not":"text"}}""" },
        { HttpStatusCode.BadRequest, "invalid-params", """{"text":"x","groupable":"perhaps"}""" },
        { HttpStatusCode.RequestEntityTooLarge, "error-request-too-large", "10 MB" },
        { HttpStatusCode.UnprocessableEntity, "error-message-empty", """{"unknown":"fields only"}""" },
        { HttpStatusCode.UnprocessableEntity, "error-message-size-exceeded", "5001 characters" },
        { HttpStatusCode.UnprocessableEntity, "invalid-channel", """{"text":"x","channel":"#no-such-room"}""" },
        { HttpStatusCode.UnprocessableEntity, "invalid-channel", """{"text":"x","channel":"@no-such-user"}""" },
        { HttpStatusCode.UnprocessableEntity, "invalid-channel", """{"text":"x","channel":"#../../a%00b"}""" },
    };

    [Theory]
    [MemberData(nameof(RefusedBodies))]
    public async Task Bad_input_has_a_clear_answer_posts_nothing_and_is_in_the_history(HttpStatusCode status, string errorType, string body)
    {
        body = body switch { "10 MB" => $$"""{"text":"{{new string('x', 10_000_000)}}"}""", "5001 characters" => $$"""{"text":"{{new string('x', 5001)}}"}""", _ => body };
        var driver = await IntegrationDriver.AdminAsync();
        var (channel, roomId) = await driver.NewRoomAsync();
        var hook = await driver.NewHookAsync(channel, new { overrideDestinationChannelEnabled = true });
        var refusal = await driver.RefusedAsync(status, hook, body);
        Assert.Equal(errorType, refusal.ErrorType);
        Assert.Empty(await driver.TextsAsync(roomId));
        var entry = Assert.Single((await driver.HistoryAsync(hook)).Entries);
        Assert.Equal(errorType, entry.GetProperty("errorType").GetString());
        Assert.False(entry.GetProperty("successful").GetBoolean());
    }

    [Fact]
    public async Task Control_characters_and_emoji_arrive_as_they_were_sent()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        const string text = "nul\0 tab\t line\u2028 emoji 😀 <b> \" \\ ' &";
        var message = Assert.Single(await driver.PostAsync(hook, new { text }));
        Assert.Equal(text, message.GetProperty("msg").GetString());
    }

    [Fact]
    public async Task An_empty_object_posts_nothing_and_succeeds()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        var (status, body) = await driver.CallAsync(hook, new { });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"success":true}""", body.GetRawText());
    }

    [Fact]
    public async Task A_long_payload_is_stored_whole()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        var attachments = Enumerable.Range(0, 50).Select(number => new { title = $"t{number}", text = new string('é', 3000) }).ToArray();
        var message = Assert.Single(await driver.PostAsync(hook, new { text = "long", attachments }));
        Assert.Equal(50, message.GetProperty("attachments").GetArrayLength());
        var entry = Assert.Single((await driver.HistoryAsync(hook)).Entries);
        Assert.Contains("t49", entry.GetProperty("data").GetProperty("request").GetProperty("body").GetString(), StringComparison.Ordinal);
    }
}
