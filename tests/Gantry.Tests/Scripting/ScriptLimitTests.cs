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
    [InlineData("const s = 'x'.repeat(1e6); return { content: { text: new Array(1000).fill(s).join('') } };", "Error")]
    [InlineData("const s = 'x'.repeat(1e6); return { content: { text: JSON.stringify(new Array(1000).fill(s)) } };", "Error")]
    [InlineData("const s = 'x'.repeat(1e6); return { content: { text: s.concat.apply(s, new Array(1000).fill(s)) } };", "Error")]
    [InlineData("const s = 'x'.repeat(1e6); return { content: { text: 'a'.repeat(1000).replace(/a/g, () => s) } };", "Error")]
    [InlineData("const s = 'x'.repeat(1e6); return { content: { text: s.replaceAll('x', s) } };", "Error")]
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

    [Theory]
    [InlineData("return new Array(1000).fill(long);", "LimitError")]
    [InlineData("return nested;", "LimitError")]
    [InlineData("return JSON.stringify(nested).length;", "LimitError")]
    [InlineData("return JSON.stringify(new Array(1000).fill(new String(long))).length;", "RangeError")]
    [InlineData("return JSON.stringify(new Array(1000).fill(JSON.rawJSON('1')));", "TypeError")]
    [InlineData("let a = new Array(1e5).fill(0); for (let i = 0; i < 900; i++) a = [a]; return JSON.stringify(a, null, 10).length;", "Error")]
    [InlineData("const a = { long }; a.a = [a, a]; return JSON.stringify(a, ['long', 'a']).length;", "Error")]
    [InlineData("Store.set('a', nested);", "Error")]
    [InlineData("return new Array(1000).fill(long).toLocaleString().length;", "Error")]
    [InlineData("return new Array(300).fill(new Array(7).fill(long)).join('').length;", "Error")]
    [InlineData("return new Array(300).fill(new String(long)).join('').length;", "Error")]
    [InlineData("return new Proxy(new Array(300).fill(long), {}).join('').length;", "Error")]
    [InlineData("return Array.prototype.join.call({ length: 300, ...new Array(300).fill(long) }, '').length;", "Error")]
    [InlineData("return new Uint8Array(1000).join(long).length;", "RangeError")]
    [InlineData("const a = []; a.length = 4294967295; return a.join('').length;", "Error")]
    [InlineData("let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return String(a);", "Error")]
    [InlineData("let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a.flat(Infinity).length;", "Error")]
    [InlineData("const a = new Array(1000).fill(0), b = new Array(1000).fill(a); return new Array(1000).fill(b).flat(3).length;", "Error")]
    [InlineData("return long.repeat(7).match(/./g).length;", "LimitError")]
    [InlineData("return 'x'.repeat(1000).replace(/x/g, long).length;", "RangeError")]
    [InlineData("return RegExp.prototype[Symbol.replace].call(/x/g, 'x'.repeat(1000), long).length;", "RangeError")]
    [InlineData("return 'x'.replace('x', '$`$&'.repeat(2) + long).length + 'ab'.repeat(5e4).replace(/a/g, \"$'\").length;", "Error")]
    [InlineData("return String.raw({ raw: { length: 1000 } }, ...new Array(999).fill(new String(long))).length;", "Error")]
    [InlineData("return ''.concat(...new Array(300).fill(new String(long))).length;", "Error")]
    [InlineData("return encodeURIComponent(encodeURIComponent('€'.repeat(3e6))).length;", "RangeError")]
    [InlineData("return new Array(1000).fill('x'.repeat(7e6)).map(Function.prototype.call, String.prototype.toUpperCase).length;", "LimitError")]
    [InlineData("return new Array(1000).fill(7e6).map(String.prototype.repeat, 'x').length;", "LimitError")]
    [InlineData("Object.getOwnPropertyDescriptors(long);", "RangeError")]
    public async Task What_makes_much_of_little_ends_before_the_memory_does(string attack, string error)
    {
        const string Little = "const long = 'x'.repeat(1e6); let nested = 'xxxxxxxxxx'; for (let i = 0; i < 9; i++) nested = new Array(10).fill(nested);";
        var run = await (await (await Strict.Value).AdminAsync()).PostAsync("integrations.testScript", new { script = $"class Script {{ process_incoming_request() {{ {Little} {attack} }} }}", request = new { } });
        Assert.EndsWith(error, run.GetProperty("scriptError").GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("InternalError", run.GetProperty("scriptError").GetProperty("name").GetString());
        Assert.InRange(run.GetProperty("memory").GetInt64(), 0, 128 << 20);
    }

    [Theory]
    [InlineData("console.log(new Array(1000).fill('x'.repeat(1e6)))")]
    [InlineData("console.log(...new Array(1000).fill('x'.repeat(1e6)))")]
    [InlineData("let a = 'x'; for (let i = 0; i < 9; i++) a = new Array(10).fill(a); console.log(a)")]
    public async Task A_console_line_is_cut_before_it_is_made(string attack)
    {
        var run = await (await (await Strict.Value).AdminAsync()).PostAsync("integrations.testScript", new { script = $"class Script {{ process_incoming_request() {{ {attack}; }} }}", request = new { } });
        Assert.InRange(run.GetProperty("console")[0].GetProperty("message").GetString()!.Length, 1000, 2001);
        Assert.InRange(run.GetProperty("memory").GetInt64(), 0, 64 << 20);
    }

    [Fact]
    public async Task A_template_of_too_many_parts_does_not_compile()
    {
        var parts = string.Concat(Enumerable.Repeat("${s}", 51));
        var api = await (await Strict.Value).AdminAsync();
        var answer = await api.PostAsync("integrations.lintScript", new { script = $"class Script {{\n process_incoming_request() {{ const s = 'x'; return `{parts}${{`{parts}`}}`; }} }}" });
        Assert.Contains("more than 100 substitutions", answer.GetProperty("scriptError").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, answer.GetProperty("scriptError").GetProperty("line").GetInt32());
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
