namespace Gantry.Tests.Scripting;

/// <summary>What a script cannot do: each attack ends its own request, and the next one works.</summary>
public sealed class ScriptLimitTests
{
    private static readonly Lazy<Task<GantryServer>> Strict = new(() => GantryServer.StartAsync("Scripts:TimeoutMilliseconds=500", "Scripts:RegexMilliseconds=200"));

    [Theory]
    [InlineData("while (true);", "Error")]
    [InlineData("const a = []; while (true) a.push(1);", "LimitError")]
    [InlineData("return { content: { text: String(/^(a+)+$/.test('a'.repeat(40) + '!')) } };", "TimeoutError")]
    [InlineData("function f() { f(); } f();", "Error")]
    [InlineData("class A { constructor() { new A(); } } new A();", "Error")]
    [InlineData("return { content: { text: 'x'.repeat(1e8) } };", "RangeError")]
    [InlineData("return { content: { text: 'x'.repeat('1e8') } };", "RangeError")]
    [InlineData("return { content: { text: 'x'.padStart(1e8) } };", "RangeError")]
    [InlineData("const s = 'x'.repeat(1e6); return { content: { text: new Array(1000).fill(s).join('') } };", "RangeError")]
    [InlineData("const s = 'x'.repeat(1e6); return { content: { text: JSON.stringify(new Array(1000).fill(s)) } };", "LimitError")]
    [InlineData("const s = 'x'.repeat(1e6); return { content: { text: s.concat.apply(s, new Array(1000).fill(s)) } };", "RangeError")]
    [InlineData("const s = 'x'.repeat(1e6); return { content: { text: 'a'.repeat(1000).replace(/a/g, () => s) } };", "RangeError")]
    [InlineData("const s = 'x'.repeat(1e6); return { content: { text: s.replaceAll('x', s) } };", "RangeError")]
    [InlineData("return { content: { text: 'x'.repeat(1e6) } };", "LimitError")]
    [InlineData("return new Promise(() => {});", "PromiseError")]
    [InlineData("return (function again() { return Promise.resolve().then(again); })();", "Error")]
    [InlineData("return this.constructor.constructor('return this')();", "TypeError")]
    [InlineData("return eval('1');", "TypeError")]
    [InlineData("throw new Proxy(new Error('x'), { getOwnPropertyDescriptor() { while (true); } });", "Error")]
    [InlineData("return { content: { get text() { while (true); } } };", "Error")]
    [InlineData("let a = {}; for (let i = 0; i < 5000; i++) a = { a }; return { content: a };", "Error")]
    public async Task An_attack_ends_its_own_request_alone(string attack, string error)
    {
        var hook = await ScriptedHook.NewAsync($"if (request.content.text === 'attack') {{ {attack} }} return {{ content: {{ text: 'well' }} }};", await Strict.Value);
        var (code, script) = await hook.FailsAsync(new { text = "attack" });
        Assert.Equal("error-running-script", code);
        Assert.EndsWith(error, script.GetProperty("error").GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("InternalError", script.GetProperty("error").GetProperty("name").GetString());
        Assert.Equal("well", await hook.TextAsync());
    }

    [Fact]
    public async Task Memory_comes_back()
    {
        var hook = await ScriptedHook.NewAsync("this.kept = this.kept || []; while (true) this.kept.push('x'.repeat(1000));", await Strict.Value);
        await hook.FailsAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 20; i++) await hook.FailsAsync();
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 64 << 20);
    }

    [Fact]
    public async Task State_survives_calls()
    {
        var hook = await ScriptedHook.FromSourceAsync("class Script { constructor() { this.count = 0; } process_incoming_request() { return { content: { text: 'call ' + ++this.count } }; } }");
        Assert.Equal("call 1", await hook.TextAsync());
        Assert.Equal("call 2", await hook.TextAsync());
    }

    [Fact]
    public async Task State_is_another_version_s_no_more()
    {
        var hook = await ScriptedHook.FromSourceAsync("class Script { process_incoming_request() { this.count = (this.count || 0) + 1; return { content: { text: 'call ' + this.count } }; } }");
        Assert.Equal("call 1", await hook.TextAsync());
        await hook.Driver.Api.OkAsync(HttpMethod.Put, "integrations.update", new { integrationId = hook.Hook.Id, name = Names.New("renamed") });
        Assert.Equal("call 1", await hook.TextAsync());
    }

    [Fact]
    public async Task What_one_integration_pollutes_no_other_sees()
    {
        var polluter = await ScriptedHook.NewAsync("Object.prototype.text = 'polluted'; Array.prototype.map = null; globalThis.leak = 1; Store.set('k', 1); return { content: { text: 'done' } };");
        Assert.Equal("done", await polluter.TextAsync());
        var other = await ScriptedHook.NewAsync("return { content: { text: [({}).text, typeof leak, typeof [].map, typeof Store.get('k')].join() } };");
        Assert.Equal(",undefined,function,undefined", await other.TextAsync());
    }

    [Theory]
    [InlineData("require")]
    [InlineData("process")]
    [InlineData("System")]
    [InlineData("importNamespace")]
    [InlineData("clr")]
    [InlineData("setTimeout")]
    public async Task The_host_is_out_of_reach(string name)
    {
        var hook = await ScriptedHook.NewAsync($"return {{ content: {{ text: typeof {name} }} }};");
        Assert.Equal("undefined", await hook.TextAsync());
    }
}
