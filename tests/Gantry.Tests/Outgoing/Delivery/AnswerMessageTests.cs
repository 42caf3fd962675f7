using System.Text;
using Gantry.Functions.Outgoing.Delivery;
using static Gantry.Tests.Outgoing.Delivery.ScriptDriver;

namespace Gantry.Tests.Outgoing.Delivery;

/// <summary>Which answers become messages (seed 003: "Responding").</summary>
public sealed class AnswerMessageTests
{
    [Theory]
    [InlineData("application/json", """{"text":"hi"}""", "hi")]
    [InlineData("application/json; charset=utf-8", """ {"text":" hi "}""", "hi")]
    [InlineData("text/javascript", """{"text":"hi"}""", "hi")]
    [InlineData("application/vnd.api+json", """{"text":"hi"}""", "hi")]
    [InlineData("", """{"text":"hi"}""", "hi")]
    [InlineData("text/plain", """{"text":"hi"}""", "hi")]
    [InlineData("application/json", "\ufeff{\"text\":\"hi\"}", "hi")]
    [InlineData("text/plain", "hi", null)]
    [InlineData("text/html", """{"text":"hi"}""", null)]
    [InlineData("application/json", "", null)]
    [InlineData("application/json", " \r\n", null)]
    [InlineData("application/json", "{}", null)]
    [InlineData("application/json", "[]", null)]
    [InlineData("application/json", "null", null)]
    [InlineData("application/json", "\"hi\"", null)]
    [InlineData("application/json", """{"text":""}""", null)]
    [InlineData("application/json", """{"text":null}""", null)]
    [InlineData("application/json", """{"text":"","attachments":[]}""", null)]
    [InlineData("application/json", """{"msg":"ok","status":"done"}""", null)]
    [InlineData("application/json", """{"text":"","attachments":[{"text":"a"}]}""", "")]
    public void Only_JSON_with_text_or_attachments_is_posted(string type, string body, string? text)
    {
        var message = AnswerMessage.Of(NewIntegration(), NewAnswer(body, 200, type), 64);
        Assert.Equal((text, null), (message.Draft?.Text, message.Error));
    }

    [Theory]
    [InlineData("{broken", "Invalid JSON at line 1")]
    [InlineData("""{"text":"\ud800"}""", "half of a surrogate pair")]
    [InlineData("""{"text":{"a":1}}""", "Expected a string in field 'text'")]
    [InlineData("""{"attachments":[{"title_link":"javascript:alert(1)"}]}""", "Invalid href value")]
    [InlineData("""{"text":"hi","groupable":"perhaps"}""", "Expected a boolean in field 'groupable'")]
    public void What_is_wrong_with_an_answer_is_told(string body, string error)
    {
        var message = AnswerMessage.Of(NewIntegration(), NewAnswer(body), 64);
        Assert.Null(message.Draft);
        Assert.Contains(error, message.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_nested_too_deeply_is_not_read() =>
        Assert.NotNull(AnswerMessage.Of(NewIntegration(), NewAnswer($$"""{"text":"hi","a":{{new string('[', 100)}}{{new string(']', 100)}}}"""), 64).Error);

    [Fact]
    public void The_answer_of_a_failure_is_not_posted() => Assert.Null(AnswerMessage.Of(NewIntegration(), NewAnswer("""{"text":"hi"}""", 500), 64).Draft);

    [Fact]
    public void An_answer_that_was_cut_is_not_posted()
    {
        var message = AnswerMessage.Of(NewIntegration(), new OutgoingAnswer(OutgoingOutcome.TooLarge) { StatusCode = 200, Body = Encoding.UTF8.GetBytes("""{"text":"hi"}"""), Error = "Too large." }, 64);
        Assert.Equal((null, "Too large."), (message.Draft, message.Error));
    }

    [Theory]
    [InlineData("""{"text":"x"}""", "Outgoing Bot", null, ":outbox_tray:")]
    [InlineData("""{"text":"x","alias":"a","emoji":":a:"}""", "a", null, ":a:")]
    [InlineData("""{"text":"x","username":"b","alias":"a","icon_url":"https://i.example/","emoji":":a:"}""", "b", "https://i.example/", null)]
    [InlineData("""{"text":"x","avatar":"/avatar/x"}""", "Outgoing Bot", "/avatar/x", null)]
    public void The_answers_looks_win_over_the_integrations(string body, string alias, string? avatar, string? emoji)
    {
        var draft = AnswerMessage.Of(NewIntegration(), NewAnswer(body), 64).Draft!;
        Assert.Equal((alias, avatar, emoji, "out"), (draft.Alias, draft.Avatar, draft.Emoji, draft.BotIntegrationId));
    }

    [Theory]
    [InlineData("""{"text":"x"}""", "")]
    [InlineData("""{"text":"x","channel":"#a"}""", "#a")]
    [InlineData("""{"text":"x","channel":["#a","@b"],"roomId":"c"}""", "#a @b")]
    [InlineData("""{"text":"x","roomId":"c"}""", "c")]
    public void Rooms_that_it_names_are_given(string body, string rooms) => Assert.Equal(rooms, string.Join(' ', AnswerMessage.Of(NewIntegration(), NewAnswer(body), 64).Channels));

    [Fact]
    public void The_text_is_posted_as_it_is_with_its_thread()
    {
        var draft = AnswerMessage.Of(NewIntegration(), NewAnswer("""{"text":"a &lt; b <https://x.example|x>","tmid":"t"}"""), 64).Draft!;
        Assert.Equal(("a &lt; b <https://x.example|x>", "t"), (draft.Text, draft.Tmid));
    }
}
