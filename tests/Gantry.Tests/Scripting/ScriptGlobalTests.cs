using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gantry.Tests.Scripting;

/// <summary>What scripts find in the global scope, whichever version of Rocket.Chat they were written for.</summary>
public sealed class ScriptGlobalTests
{
    private static readonly Lazy<Task<GantryServer>> Local = new(() => GantryServer.StartAsync("Egress:AllowedNetworks=127.0.0.0/8", "Scripts:TimeoutMilliseconds=60000"));

    [Theory]
    [InlineData("_.map([1, 2], n => n * 2).join()", "2,4")]
    [InlineData("_([3, 1]).chain().sortBy().first().value()", "1")]
    [InlineData("s.capitalize('hello') + s('a b').camelize().value()", "HelloaB")]
    [InlineData("moment.utc('2020-02-28').add(2, 'days').format('YYYY-MM-DD')", "2020-03-01")]
    [InlineData("typeof global['moment'] + typeof globalThis['_']", "functionfunction")]
    [InlineData("atob(btoa('h\u00e9llo')) + btoa('ab')", "h\u00e9lloYWI=")]
    [InlineData("new URL('/b?x=1#h', 'https://u:p@example.com:8443/a').href", "https://u:p@example.com:8443/b?x=1#h")]
    [InlineData("const u = new URL('https://example.com/?a=1'); u.searchParams.append('b', 'x y'); u.href", "https://example.com/?a=1&b=x+y")]
    [InlineData("[...new URLSearchParams('a=1&b=2&a=3')].join('|')", "a,1|b,2|a,3")]
    [InlineData("new URLSearchParams({ q: 'x&y' }).toString()", "q=x%26y")]
    [InlineData("Store.set('k', { a: [1] }); JSON.stringify(Store.get('k')) + Store.get('none')", "{\"a\":[1]}undefined")]
    [InlineData("undeclared = 5; undeclared", "5")]
    [InlineData("'a-b-c'.replace(/-/g, '$&$&') + ['x', null, [1, [2]]].join() + 'ab'.repeat(2) + JSON.stringify({ a: undefined, b: new Date(0) }, null, 1)", "a--b--cx,,1,2abab{\n \"b\": \"1970-01-01T00:00:00.000Z\"\n}")]
    [InlineData("'<a> & <b>'.replaceAll('<', '&lt;') + JSON.stringify(undefined) + String.raw`a\\n${1}`", "&lt;a> & &lt;b>undefineda\\n1")]
    public async Task A_global_works(string expression, string expected)
    {
        var at = expression.LastIndexOf("; ", StringComparison.Ordinal);
        var (statements, last) = at < 0 ? ("", expression) : (expression[..(at + 1)], expression[(at + 2)..]);
        var hook = await ScriptedHook.NewAsync($"{statements} return {{ content: {{ text: String({last}) }} }};");
        await hook.Driver.Api.OkAsync(HttpMethod.Put, "integrations.update", new { integrationId = hook.Hook.Id, slackFormatting = false });
        Assert.Equal(expected, await hook.TextAsync());
    }

    [Theory]
    [InlineData("const r = HTTP('POST', request.content.url + '/x', { data: { a: 1 }, params: { q: 'ä' } }); return { content: { text: r.result.statusCode + r.result.data.method + r.result.data.path + r.result.data.body } };", "200POST/x?q=%C3%A4{\"a\":1}")]
    [InlineData("const r = HTTP.get(request.content.url + '/y'); return { content: { text: r.content } };", "{\"method\":\"GET\",\"path\":\"/y\",\"body\":\"\"}")]
    [InlineData("const r = HTTP('GET', request.content.url + '/404'); return { content: { text: r.error.response.statusCode + String(r.result) } };", "404undefined")]
    [InlineData("return fetch(request.content.url + '/z', { method: 'PUT', body: 'b' }).then(r => r.json()).then(j => ({ content: { text: j.method + j.body } }));", "PUTb")]
    [InlineData("return Promise.all([fetch(request.content.url + '/1'), fetch(request.content.url + '/2')]).then(async ([a, b]) => ({ content: { text: (await a.json()).path + (await b.json()).path + a.ok + a.headers.get('content-type') } }));", "/1/2trueapplication/json")]
    public async Task HTTP_works_in_both_spellings(string body, string expected)
    {
        using var receiver = new EchoServer();
        var hook = await ScriptedHook.NewAsync(body, await Local.Value);
        Assert.Equal(expected, await hook.TextAsync(new { url = receiver.Url }));
    }

    [Theory]
    [InlineData("return { content: { text: HTTP('GET', 'http://127.0.0.1:1/').error.message } };")]
    [InlineData("return { content: { text: HTTP('GET', 'http://169.254.169.254/metadata').error.message } };")]
    [InlineData("return fetch('http://localhost:10002/').catch(error => ({ content: { text: error.message } }));")]
    [InlineData("return fetch('http://[::ffff:127.0.0.1]/').catch(error => ({ content: { text: error.message } }));")]
    public async Task What_is_not_public_is_out_of_reach(string body)
    {
        var hook = await ScriptedHook.NewAsync(body);
        Assert.Contains("may not be called", await hook.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_number_of_requests_is_bounded()
    {
        var hook = await ScriptedHook.NewAsync("let n = 0; for (let i = 0; i < 20; i++) { const r = HTTP('GET', 'x'); if (!r.error.message.includes('more HTTP')) n++; } return { content: { text: 'n ' + n } };");
        Assert.Equal("n 10", await hook.TextAsync());
    }

    [Fact]
    public async Task The_last_console_lines_are_shown_with_the_integration()
    {
        var hook = await ScriptedHook.NewAsync("for (let i = 0; i < 30; i++) console.info('line ' + i); return { content: { text: 'done' } };");
        await hook.TextAsync();
        var integration = (await hook.Driver.Api.GetAsync("integrations.get?integrationId=" + hook.Hook.Id)).GetProperty("integration");
        var lines = integration.GetProperty("lastExecutionLogs").EnumerateArray().Select(line => line.GetProperty("message").GetString()).ToList();
        Assert.Equal(Enumerable.Range(10, 20).Select(i => $"line {i}"), lines);
    }

    /// <summary>Answers with what it was asked; 404 at /404.</summary>
    private sealed class EchoServer : IDisposable
    {
        private readonly HttpListener _listener = new();

        public EchoServer()
        {
            using (var probe = new TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
            }

            _listener.Prefixes.Add(Url + "/");
            _listener.Start();
            _ = AnswerAsync();
        }

        public string Url { get; }

        public void Dispose() => _listener.Close();

        private async Task AnswerAsync()
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                    var answer = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { method = context.Request.HttpMethod, path = context.Request.RawUrl, body = await reader.ReadToEndAsync() });
                    context.Response.ContentType = "application/json";
                    context.Response.StatusCode = context.Request.RawUrl == "/404" ? 404 : 200;
                    context.Response.Close(answer, willBlock: false);
                }
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
