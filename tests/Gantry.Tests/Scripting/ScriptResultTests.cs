using System.Net;
using System.Text.Json;

namespace Gantry.Tests.Scripting;

/// <summary>What a script may return, and what that does (seeds 000 and 003).</summary>
public sealed class ScriptResultTests
{
    [Fact]
    public async Task Content_is_posted_in_place_of_the_body()
    {
        var hook = await ScriptedHook.NewAsync("return { content: { text: request.content.text.toUpperCase() } };");
        Assert.Equal("HELLO", await hook.TextAsync());
    }

    [Fact]
    public async Task An_error_is_answered_as_it_is_and_posts_nothing()
    {
        var hook = await ScriptedHook.NewAsync("return { error: { success: false, message: 'Error example' } };");
        var (status, body) = await hook.CallAsync(new { text = "hello" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("""{"success":false,"message":"Error example"}""", body.GetRawText());
        Assert.Empty(await hook.Driver.TextsAsync(hook.RoomId));
    }

    [Fact]
    public async Task An_error_text_is_answered_as_the_error()
    {
        var hook = await ScriptedHook.NewAsync("return { error: 'not today' };");
        var (status, body) = await hook.CallAsync(new { text = "hello" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("not today", body.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_response_is_answered_after_the_message_is_posted()
    {
        var hook = await ScriptedHook.NewAsync("return { content: { text: 'kept' }, response: { challenge: 'abc' } };");
        var (status, body) = await hook.CallAsync(new { text = "hello" });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"challenge":"abc","success":true}""", body.GetRawText());
        Assert.Equal(["kept"], await hook.Driver.TextsAsync(hook.RoomId));
    }

    [Fact]
    public async Task A_user_is_who_the_message_is_posted_as()
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        var hook = await ScriptedHook.NewAsync($"return {{ content: {{ text: 'as another' }}, user: {{ username: '{user.Username}' }} }};");
        var message = (await hook.Driver.PostAsync(hook.Hook, new { text = "hello" })).Single();
        Assert.Equal(user.UserId, message.GetProperty("u").GetProperty("_id").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("return null;")]
    [InlineData("return false;")]
    [InlineData("return 0;")]
    [InlineData("return '';")]
    public async Task Nothing_posts_nothing(string body)
    {
        var hook = await ScriptedHook.NewAsync(body);
        var (status, answer) = await hook.CallAsync(new { text = "hello" });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"success":true}""", answer.GetRawText());
    }

    [Theory]
    [InlineData("return {};")]
    [InlineData("return { text: 'not in content' };")]
    [InlineData("return { content: 'text' };")]
    [InlineData("return 'text';")]
    [InlineData("throw new Error('boo');")]
    [InlineData("return request.content.missing.field;")]
    [InlineData("var a = {}; a.a = a; return a;")]
    public async Task What_is_neither_content_nor_error_fails(string body)
    {
        var hook = await ScriptedHook.NewAsync(body);
        Assert.Equal("error-running-script", (await hook.FailsAsync()).Code);
    }

    [Theory]
    [InlineData("class Script { process_incoming_request( { } }")]
    [InlineData("const x = 1;")]
    [InlineData("class Script { constructor() { throw new Error('no'); } }")]
    [InlineData("undefinedFunction(); class Script { }")]
    public async Task A_class_that_cannot_be_made_fails_as_such(string script)
    {
        var hook = await ScriptedHook.FromSourceAsync(script);
        Assert.Equal("error-evaluating-script", (await hook.FailsAsync()).Code);
    }

    [Fact]
    public async Task Without_the_method_the_body_posts_as_it_is()
    {
        var hook = await ScriptedHook.FromSourceAsync("class Script { }");
        Assert.Equal("hello", await hook.TextAsync());
    }

    [Theory]
    [InlineData("return Promise.resolve({ content: { text: 'later' } });")]
    [InlineData("return (async () => { await null; await Promise.resolve(1); return { content: { text: 'later' } }; })();")]
    [InlineData("return { then(done) { done({ content: { text: 'later' } }); } };")]
    public async Task A_promise_is_awaited(string body)
    {
        var hook = await ScriptedHook.NewAsync(body);
        Assert.Equal("later", await hook.TextAsync());
    }

    [Fact]
    public async Task A_script_may_post_elsewhere_although_the_caller_may_not()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var (other, otherId) = await driver.NewRoomAsync();
        var hook = await ScriptedHook.NewAsync($"return {{ content: {{ text: 'moved', channel: '{other}' }} }};");
        await hook.TextAsync();
        Assert.Equal(["moved"], await driver.TextsAsync(otherId));
    }

    [Fact]
    public async Task A_text_that_was_cut_inside_an_emoji_is_posted()
    {
        var hook = await ScriptedHook.NewAsync(@"return { content: { text: 'cut \u{1F600}'.slice(0, 5) + ' \\ud83d' } };");
        Assert.Equal("cut � \\ud83d", await hook.TextAsync());
    }

    [Fact]
    public async Task The_request_has_every_field_of_the_documentation()
    {
        var hook = await ScriptedHook.NewAsync("return { content: { text: JSON.stringify({ url: request.url, raw: request.url_raw, params: request.url_params, type: request.headers['content-type'], user: request.user, text: request.content_raw, same: request.body === request.content }) } };");
        var driver = hook.Driver;
        var (status, body) = await driver.CallAsync(hook.Hook.Path + "?a=1&b=2&b=3", new StringContent("""{"x":1}""", System.Text.Encoding.UTF8, "application/json"));
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        var seen = JsonSerializer.Deserialize<JsonElement>((await driver.TextsAsync(hook.RoomId))[0]);
        var path = hook.Hook.Path;
        var url = seen.GetProperty("url");
        Assert.Equal($$"""{"hash":null,"search":"?a=1&b=2&b=3","query":{"a":"1","b":["2","3"]},"pathname":"{{path}}","path":"{{path}}?a=1&b=2&b=3"}""", url.GetRawText());
        Assert.Equal(path + "?a=1&b=2&b=3", seen.GetProperty("raw").GetString());
        Assert.Equal(hook.Hook.Id, seen.GetProperty("params").GetProperty("integrationId").GetString());
        Assert.Equal(hook.Hook.Token, seen.GetProperty("params").GetProperty("token").GetString());
        Assert.StartsWith("application/json", seen.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Equal("rocket.cat", seen.GetProperty("user").GetProperty("username").GetString());
        Assert.Equal("""{"x":1}""", seen.GetProperty("text").GetString());
        Assert.True(seen.GetProperty("same").GetBoolean());
    }

    [Fact]
    public async Task A_call_without_body_runs_the_script()
    {
        var hook = await ScriptedHook.NewAsync("return { content: { text: 'q ' + request.url.query.q } };");
        var (status, _) = await hook.Driver.CallAsync(hook.Hook.Path + "?q=1", content: null);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["q 1"], await hook.Driver.TextsAsync(hook.RoomId));
    }

    [Fact]
    public async Task History_has_the_console_the_result_and_the_place_of_an_error()
    {
        var hook = await ScriptedHook.NewAsync("console.log('a', { b: 1 }); console.warn([2]);\n  throw new TypeError('boo');");
        var (_, script) = await hook.FailsAsync();
        Assert.Equal(["log a {\"b\":1}", "warn [2]"], script.GetProperty("console").EnumerateArray().Select(line => $"{line.GetProperty("level").GetString()} {line.GetProperty("message").GetString()}"));
        var error = script.GetProperty("error");
        Assert.Equal(("TypeError", "boo", 2, 9), (error.GetProperty("name").GetString(), error.GetProperty("message").GetString(), error.GetProperty("line").GetInt32(), error.GetProperty("column").GetInt32()));
    }
}
