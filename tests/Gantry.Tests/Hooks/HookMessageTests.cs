using System.Net;
using System.Text.Json;

namespace Gantry.Tests.Hooks;

public sealed class HookMessageTests
{
    private static readonly object Looks = new { alias = "Own alias", avatar = "https://example.com/own.png", emoji = ":own:" };

    public static TheoryData<object, string?, string?, string?> LooksCases => new()
    {
        { new { text = "x" }, "Own alias", "https://example.com/own.png", null },
        { new { text = "x", alias = "A" }, "A", "https://example.com/own.png", null },
        { new { text = "x", username = "U", alias = "A" }, "U", "https://example.com/own.png", null },
        { new { text = "x", icon_emoji = ":ghost:" }, "Own alias", null, ":ghost:" },
        { new { text = "x", emoji = ":ghost:" }, "Own alias", null, ":ghost:" },
        { new { text = "x", icon_url = "https://example.com/i.png", icon_emoji = ":ghost:" }, "Own alias", "https://example.com/i.png", null },
        { new { text = "x", avatar = "https://example.com/a.png", icon_url = "https://example.com/i.png" }, "Own alias", "https://example.com/i.png", null },
    };

    [Theory]
    [MemberData(nameof(LooksCases))]
    public async Task What_the_call_gives_wins_over_what_the_integration_has(object payload, string? alias, string? avatar, string? emoji)
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general", Looks);
        var message = Assert.Single(await driver.PostAsync(hook, payload));
        Assert.Equal(alias, Text(message, "alias"));
        Assert.Equal(avatar, Text(message, "avatar"));
        Assert.Equal(emoji, Text(message, "emoji"));
        Assert.Equal("rocket.cat", message.GetProperty("u").GetProperty("username").GetString());
        Assert.Equal(hook.Id, message.GetProperty("bot").GetProperty("i").GetString());
        Assert.False(message.GetProperty("groupable").GetBoolean());
    }

    [Fact]
    public async Task The_example_of_the_seed_arrives_with_all_its_parts()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        var payload = new
        {
            text = "Hello from external service!",
            channel = "#general",
            username = "External Bot",
            icon_emoji = ":ghost:",
            attachments = new[]
            {
                new
                {
                    color = "good",
                    text = "This is an attachment",
                    title = "Attachment Title",
                    title_link = "https://example.com",
                    image_url = "https://example.com/image.png",
                    fields = new[] { new { title = "Priority", value = "High", @short = true } },
                    actions = new[] { new { type = "button", text = "Open Issue", url = "https://example.com/issues/123" } },
                },
            },
        };
        var message = Assert.Single(await driver.PostAsync(hook, payload));
        var attachment = message.GetProperty("attachments")[0];
        Assert.Equal("good", attachment.GetProperty("color").GetString());
        Assert.Equal("High", attachment.GetProperty("fields")[0].GetProperty("value").GetString());
        Assert.Equal("https://example.com/issues/123", attachment.GetProperty("actions")[0].GetProperty("url").GetString());
        Assert.False(message.GetProperty("parseUrls").GetBoolean());
    }

    public static TheoryData<string, string> SlackTexts => new()
    {
        { "see <https://example.com|the page>", "see [the page](https://example.com)" },
        { "see <https://example.com/?a=1&amp;b=2>", "see https://example.com/?a=1&b=2" },
        { "<mailto:a@example.org|a@example.org>", "[a@example.org](mailto:a@example.org)" },
        { "hi <@U024BE7LH|bob> and <@rocket.cat>", "hi @bob and @rocket.cat" },
        { "in <#C024BE7LR|general>", "in #general" },
        { "<!here> <!channel> <!everyone>", "@here @all @all" },
        { "<!subteam^S1|@ops> done", "@ops done" },
        { "1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2" },
        { "a < b and c > d", "a < b and c > d" },
    };

    [Theory]
    [MemberData(nameof(SlackTexts))]
    public async Task Slack_markup_is_translated(string text, string expected)
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        var message = Assert.Single(await driver.PostAsync(hook, new { text, attachments = new[] { new { text, fields = new[] { new { title = "t", value = text } } } } }));
        Assert.Equal(expected, message.GetProperty("msg").GetString());
        Assert.Equal(expected, message.GetProperty("attachments")[0].GetProperty("text").GetString());
        Assert.Equal(expected, message.GetProperty("attachments")[0].GetProperty("fields")[0].GetProperty("value").GetString());
    }

    [Fact]
    public async Task An_integration_may_switch_the_translation_off()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general", new { slackFormatting = false });
        var message = Assert.Single(await driver.PostAsync(hook, new { text = "<https://example.com|x> &amp;" }));
        Assert.Equal("<https://example.com|x> &amp;", message.GetProperty("msg").GetString());
    }

    public static TheoryData<object, string> BadAttachments => new()
    {
        { new { title = "x", title_link = "javascript:alert(1)" }, "Invalid href value provided" },
        { new { image_url = "data:text/html,x" }, "Invalid href value provided" },
        { new { fields = new[] { new { title = "no value" } } }, "Invalid attachment field, title and value is required" },
    };

    [Theory]
    [MemberData(nameof(BadAttachments))]
    public async Task An_attachment_that_is_not_right_is_refused(object attachment, string error)
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        var refusal = await driver.RefusedAsync(HttpStatusCode.UnprocessableEntity, hook, new { text = "x", attachments = new[] { attachment } });
        Assert.StartsWith(error, refusal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_in_a_thread_is_counted_at_its_parent()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        var parent = Assert.Single(await driver.PostAsync(hook, new { text = "parent" })).GetProperty("_id").GetString()!;
        var reply = Assert.Single(await driver.PostAsync(hook, new { text = "reply", tmid = parent }));
        Assert.Equal(parent, reply.GetProperty("tmid").GetString());
        Assert.Equal(1, (await driver.Api.GetAsync("chat.getMessage?msgId=" + parent)).GetProperty("message").GetProperty("tcount").GetInt32());
    }

    private static string? Text(JsonElement message, string name) => message.TryGetProperty(name, out var value) ? value.GetString() : null;
}
