using System.Text.Json;
using Gantry.Functions.Outgoing.Delivery;
using static Gantry.Tests.Outgoing.Delivery.ScriptDriver;

namespace Gantry.Tests.Outgoing.Delivery;

public sealed class OutgoingScriptTests
{
    public static TheoryData<string, string> Prepared => new()
    {
        { "return request;", nameof(PrepareDecision.Continue) },
        { "return { url: 'https://a.example/' };", nameof(PrepareDecision.Continue) },
        { "", nameof(PrepareDecision.Cancel) },
        { "return null;", nameof(PrepareDecision.Cancel) },
        { "return false;", nameof(PrepareDecision.Cancel) },
        { "return {};", nameof(PrepareDecision.Cancel) },
        { "return { method: 'GET' };", nameof(PrepareDecision.Cancel) },
        { "return { message: { text: 'hi' } };", nameof(PrepareDecision.Message) },
        { "return { message: { text: 'hi' }, url: request.url, method: 'POST' };", nameof(PrepareDecision.Message) },
        { "return 'text';", nameof(PrepareDecision.Failed) },
        { "throw new Error('no');", nameof(PrepareDecision.Failed) },
        { "while (true) {}", nameof(PrepareDecision.Failed) },
    };

    [Theory]
    [MemberData(nameof(Prepared))]
    public async Task What_is_returned_decides_about_the_call(string body, string decision)
    {
        using var script = Of(body);
        Assert.Equal(decision, (await script.PrepareAsync()).Decision.ToString());
    }

    [Fact]
    public async Task The_request_has_every_field_of_the_seeds()
    {
        using var script = Of("return { url: request.url, data: [typeof request.params, request.method, request.url, typeof request.auth, Object.keys(request.headers).length, request.token, request.data.text, request.data.timestamp instanceof Date, request.data.timestamp] };");
        var result = await script.PrepareAsync();
        Assert.Equal("""["object","POST","https://external-service.com/receive","undefined",0,"webhook-token","alert Something important happened!",true,"2023-12-01T10:00:00.000Z"]""", result.Request!.Data!.Value.GetRawText());
    }

    [Fact]
    public async Task A_request_that_is_returned_as_it_came_stays_the_same()
    {
        using var script = Of("return request;");
        var (before, after) = (NewRequest(), (await script.PrepareAsync()).Request!);
        Assert.Equal((before.Method, before.Url, before.Auth), (after.Method, after.Url, after.Auth));
        Assert.True(JsonElement.DeepEquals(before.Data!.Value, after.Data!.Value), after.Data.ToString());
        Assert.Empty(after.Headers);
        Assert.Empty(after.Params);
    }

    [Fact]
    public async Task Everything_about_the_call_can_be_changed()
    {
        using var script = Of("return { url: 'https://a.example/', method: 'put', headers: { B: 1, A: true }, params: { q: ['x', 2] }, auth: 'u:p', timeout: 1500, data: 'raw', message: { text: 'first' } };");
        var result = await script.PrepareAsync();
        var request = result.Request!;
        Assert.Equal(("put", "https://a.example/", "u:p", TimeSpan.FromMilliseconds(1500), "raw"), (request.Method, request.Url, request.Auth, request.Timeout, request.Data!.Value.GetString()));
        Assert.Equal(["B=1", "A=true"], request.Headers.Select(header => $"{header.Key}={header.Value.ToLowerInvariant()}"));
        Assert.Equal([new("q", "x"), new("q", "2")], request.Params);
        Assert.Equal("first", result.Message!.Value.GetProperty("text").GetString());
    }

    [Fact]
    public async Task What_a_script_leaves_out_is_not_sent()
    {
        using var script = Of("return { url: request.url, method: 'POST' };");
        Assert.Null((await script.PrepareAsync()).Request!.Data);
    }

    [Fact]
    public async Task A_script_without_the_method_leaves_everything_as_it_is()
    {
        using var script = Of(prepare: null);
        var (request, answer) = (NewRequest(), NewAnswer("{}"));
        var (prepared, processed) = (await script.PrepareAsync(request), await script.ProcessAsync(answer, request));
        Assert.Equal((PrepareDecision.Continue, request), (prepared.Decision, prepared.Request));
        Assert.Equal(ProcessDecision.Default, processed.Decision);
        Assert.False(prepared.Run!.Called || processed.Run!.Called);
    }

    [Fact]
    public async Task A_failure_says_what_and_where_with_what_was_written_before()
    {
        using var script = Of("console.log('before'); request.data.none.text;");
        var result = await script.PrepareAsync();
        Assert.StartsWith("error-running-script: TypeError: ", result.Error, StringComparison.Ordinal);
        Assert.Equal("before", Assert.Single(result.Run!.Console).Message);
        Assert.Equal(2, result.Run.Error!.Line);
        Assert.True(result.Run.Milliseconds > 0);
    }

    public static TheoryData<string, string> Processed => new()
    {
        { "return { content: { text: response.content.result } };", nameof(ProcessDecision.Message) },
        { "return false;", nameof(ProcessDecision.Stop) },
        { "return;", nameof(ProcessDecision.Default) },
        { "return true;", nameof(ProcessDecision.Default) },
        { "return null;", nameof(ProcessDecision.Default) },
        { "return { content: 'text' };", nameof(ProcessDecision.Default) },
        { "return {};", nameof(ProcessDecision.Default) },
        { "nothing.text;", nameof(ProcessDecision.Failed) },
    };

    [Theory]
    [MemberData(nameof(Processed))]
    public async Task What_is_returned_decides_about_the_answer(string body, string decision)
    {
        using var script = Of(null, body);
        var result = await script.ProcessAsync(NewAnswer("""{"result":"done"}"""));
        Assert.Equal(decision, result.Decision.ToString());
        Assert.Equal(result.Decision == ProcessDecision.Message ? "done" : null, result.Content?.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("application/json; charset=utf-8", """{"a":1}""", """[null,404,404,"object","{\"a\":1}","application/json; charset=utf-8"]""")]
    [InlineData("text/html", """{"a":1}""", """[null,404,404,"undefined","{\"a\":1}","text/html"]""")]
    [InlineData("application/json", "{broken", """[null,404,404,"undefined","{broken","application/json"]""")]
    [InlineData("text/plain", "", """[null,404,404,"undefined","","text/plain"]""")]
    public async Task The_response_has_every_field_of_the_seeds(string type, string body, string expected)
    {
        using var script = Of(null, "return { content: { all: [response.error, response.status_code, response.statusCode, typeof response.content, response.content_raw, response.headers['content-type']] } };");
        var result = await script.ProcessAsync(NewAnswer(body, 404, type));
        Assert.Equal(expected, result.Content!.Value.GetProperty("all").GetRawText());
    }

    [Fact]
    public async Task The_request_of_the_response_is_what_was_returned_with_fields_of_its_own()
    {
        using var script = Of("request.context = { room: 5 }; request.url = 'https://a.example/'; return request;", "return { content: { text: request.url + request.context.room + request.data.user_name } };");
        var prepared = await script.PrepareAsync();
        var result = await script.ProcessAsync(NewAnswer("{}"), prepared.Request);
        Assert.Equal("https://a.example/5username", result.Content!.Value.GetProperty("text").GetString());
    }

    [Fact]
    public async Task An_answer_that_never_came_is_not_processed()
    {
        using var script = Of(null, "return { content: { text: 'called' } };");
        var result = await script.ProcessAsync(new OutgoingAnswer(OutgoingOutcome.ConnectionFailed));
        Assert.Equal((ProcessDecision.Default, null), (result.Decision, result.Run));
    }

    [Fact]
    public async Task A_script_that_is_switched_off_does_not_run()
    {
        using var script = Of("throw 1;");
        var off = script.Integration with { ScriptEnabled = false };
        Assert.False(off.RunsScript);
        Assert.False((off with { ScriptEnabled = true, Script = " " }).RunsScript);
        Assert.Equal(PrepareDecision.Failed, (await script.PrepareAsync()).Decision);
    }
}
