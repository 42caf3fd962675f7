using System.Net;

namespace Gantry.Tests.Scripting;

/// <summary>What an author is told before a script ever runs.</summary>
public sealed class ScriptToolTests
{
    private const string Good = "class Script { process_incoming_request({ request }) { console.log('ran'); return { content: { text: request.content.text + request.headers['x-a'] + request.url.query.q } }; } }";

    [Fact]
    public async Task A_script_that_does_not_compile_is_saved_with_its_error()
    {
        var hook = await ScriptedHook.FromSourceAsync("class Script {\n  process_incoming_request( {\n}");
        var integration = (await hook.Driver.Api.GetAsync("integrations.get?integrationId=" + hook.Hook.Id)).GetProperty("integration");
        var error = integration.GetProperty("scriptError");
        Assert.Equal("SyntaxError", error.GetProperty("name").GetString());
        Assert.Equal(3, error.GetProperty("line").GetInt32());
        Assert.Contains("script.js:3", error.GetProperty("stack").GetString(), StringComparison.Ordinal);

        var updated = await hook.Driver.Api.OkAsync(HttpMethod.Put, "integrations.update", new { integrationId = hook.Hook.Id, script = Good });
        Assert.False(updated.GetProperty("integration").TryGetProperty("scriptError", out _));
    }

    [Fact]
    public async Task A_test_runs_a_script_on_a_sample_and_posts_nothing()
    {
        var api = await (await GantryServer.SharedAsync()).AdminAsync();
        var request = new { content = new { text = "t" }, headers = new Dictionary<string, string> { ["X-A"] = "h" }, url = "/hooks/x/y?q=5" };
        var answer = await api.PostAsync("integrations.testScript", new { script = Good, request });
        Assert.Equal("th5", answer.GetProperty("result").GetProperty("content").GetProperty("text").GetString());
        Assert.Equal("ran", answer.GetProperty("console")[0].GetProperty("message").GetString());
        Assert.True(answer.GetProperty("executionTime").GetDouble() > 0);
        Assert.True(answer.GetProperty("memory").GetInt64() > 0);
    }

    [Fact]
    public async Task A_test_runs_the_methods_of_an_outgoing_script()
    {
        const string Outgoing = "class Script { prepare_outgoing_request({ request }) { return { url: request.url + request.data.text + request.token }; } process_outgoing_response({ request, response }) { return { content: { text: request.url + response.status_code + response.content.a } }; } }";
        var api = await (await GantryServer.SharedAsync()).AdminAsync();
        var request = new { url = "https://a.example/", data = new { text = "t" }, token = "k" };
        var prepared = await api.PostAsync("integrations.testScript", new { script = Outgoing, method = "prepare_outgoing_request", request });
        Assert.Equal("https://a.example/tk", prepared.GetProperty("result").GetProperty("url").GetString());
        var processed = await api.PostAsync("integrations.testScript", new { script = Outgoing, request, response = new { status_code = 201, content = new { a = 1 } } });
        Assert.Equal("process_outgoing_response", processed.GetProperty("method").GetString());
        Assert.Equal("https://a.example/2011", processed.GetProperty("result").GetProperty("content").GetProperty("text").GetString());
        Assert.True((await api.PostAsync("integrations.lintScript", new { script = Outgoing })).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task A_test_of_an_outgoing_integration_prepares_a_call()
    {
        var api = await (await GantryServer.SharedAsync()).AdminAsync();
        const string Script = "class Script { prepare_outgoing_request({ request }) { return { url: request.url, method: request.method }; } }";
        var body = new { type = "webhook-outgoing", name = "out", enabled = true, @event = "sendMessage", urls = new[] { "https://own.example/" }, script = Script };
        var id = (await api.PostAsync("integrations.create", body)).GetProperty("integration").GetProperty("_id").GetString();
        Assert.Equal("https://own.example/", (await api.PostAsync("integrations.testScript", new { integrationId = id })).GetProperty("result").GetProperty("url").GetString());
    }

    [Fact]
    public async Task A_test_of_a_method_that_does_not_exist_is_refused()
    {
        var api = await (await GantryServer.SharedAsync()).AdminAsync();
        Assert.Equal("invalid-params", (await api.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "integrations.testScript", new { script = Good, method = "constructor" })).ErrorType);
    }

    [Fact]
    public async Task A_test_tells_what_went_wrong_and_where()
    {
        var api = await (await GantryServer.SharedAsync()).AdminAsync();
        var answer = await api.PostAsync("integrations.testScript", new { script = "class Script {\n process_incoming_request() {\n  null.x; } }" });
        Assert.Equal("error-running-script", answer.GetProperty("error").GetString());
        Assert.Equal(3, answer.GetProperty("scriptError").GetProperty("line").GetInt32());
    }

    [Theory]
    [InlineData("""{"script":5}""")]
    [InlineData("""{"script":"class Script {}","request":{"content":[1],"headers":{"a":{}},"url":"?%00"}}""")]
    [InlineData("""{"script":"class Script {}","request":{}}""")]
    [InlineData("""{"script":"\u0000"}""")]
    public async Task A_test_of_odd_input_is_an_answer_all_the_same(string body)
    {
        var api = await (await GantryServer.SharedAsync()).AdminAsync();
        Assert.True((await api.SendAsync(HttpMethod.Post, "integrations.testScript", body)).Status is HttpStatusCode.OK or HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("var x = 1;", "missing-class", null)]
    [InlineData("class Script {\n other() {} }", "missing-method", 1)]
    [InlineData("class Script { process_incoming_request() {\n total = 1; return { total }; } }", "undeclared-name", 2)]
    [InlineData("function f() { with ({}) {} } class Script { process_incoming_request() {} }", "strict-mode", 1)]
    public async Task Lint_tells_what_would_break(string script, string rule, int? line)
    {
        var api = await (await GantryServer.SharedAsync()).AdminAsync();
        var problem = (await api.PostAsync("integrations.lintScript", new { script })).GetProperty("problems")[0];
        Assert.Equal(rule, problem.GetProperty("rule").GetString());
        Assert.Equal(line, problem.TryGetProperty("line", out var at) ? at.GetInt32() : null);
    }

    [Fact]
    public async Task Lint_finds_nothing_in_a_good_script()
    {
        var api = await (await GantryServer.SharedAsync()).AdminAsync();
        Assert.True((await api.PostAsync("integrations.lintScript", new { script = Good })).GetProperty("ok").GetBoolean());
    }

    [Theory]
    [InlineData("integrations.testScript")]
    [InlineData("integrations.lintScript")]
    public async Task Who_may_create_no_integration_may_try_no_script(string path)
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync("user");
        await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, path, new { script = Good });
    }
}
