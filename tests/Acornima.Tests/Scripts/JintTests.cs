using Jint;
using Jint.Runtime;

namespace Acornima.Tests.Scripts;

/// <summary>Runs programs in Jint on the trees of this parser.</summary>
public sealed class JintTests
{
    [Theory]
    [InlineData("classes", "class A { #x = 1; static s = 2; get x() { return this.#x } set x(v) { this.#x = v } has(o) { return #x in o } static { this.t = 3 } } class B extends A { y = super.x; m() { return super.has(this) } } const b = new B(); b.x = 5; [b.x, b.y, A.s, A.t, b.m(), A.name].join()", "5,1,2,3,true,A")]
    [InlineData("closures", "const fs = []; for (let i = 0; i < 3; i++) fs.push(() => i * 10); fs.map(f => f()).join()", "0,10,20")]
    [InlineData("generators", "function* g(n) { for (let i = 0; i < n; i++) { const r = yield i; if (r) return r } } const it = g(9); it.next(); it.next(); [...g(3), it.next('x').value].join()", "0,1,2,x")]
    [InlineData("destructuring", "const { a = 1, b: { c, ...d }, ...e } = { b: { c: 2, x: 3, y: 4 }, f: 5 }; const [g, , h = 6, ...i] = [7, 8, undefined, 9, 10]; JSON.stringify([a, c, d, e, g, h, i])", "[1,2,{\"x\":3,\"y\":4},{\"f\":5},7,6,[9,10]]")]
    [InlineData("destructuring assignment", "let a, o = {}; [a = 1, o.b, ...o.c] = [undefined, 2, 3, 4]; ({ x: o.d = 5, ...o.e } = { y: 6 }); JSON.stringify([a, o])", "[1,{\"b\":2,\"c\":[3,4],\"d\":5,\"e\":{\"y\":6}}]")]
    [InlineData("regular expressions", "const m = /(?<y>\\d{4})-(?<m>\\d\\d)/.exec('on 2024-05'); [m.groups.y, m.index, 'aBc'.replace(/b/i, x => x + x), 'a1b2'.split(/\\d/).length, /^.$/u.test('😀'), [...'a,b;c'.matchAll(/[,;]/g)].length, /(?<=\\$)\\d+/.exec('$42')[0], /a.c/s.test('a\\nc'), /^b/m.test('a\\nb')].join()", "2024,3,aBBc,3,true,2,42,true,true")]
    [InlineData("sticky and global", "const r = /a/y; r.lastIndex = 1; const s = r.test('ba'); const g = /a/g; g.exec('aa'); [s, r.lastIndex, g.lastIndex, 'aXbX'.replace(/x/gi, '-')].join()", "true,2,1,a-b-")]
    [InlineData("run-time expressions", "let e = ''; try { new RegExp('(') } catch (x) { e = x.name + ': ' + x.message } [new RegExp('a+', 'g').flags, e].join('|')", "g|SyntaxError: Invalid regular expression: /(/: Unterminated group")]
    [InlineData("JSON and dates", "JSON.stringify({ d: new Date(Date.UTC(2024, 0, 2)), n: [1e21, -0, .5, 0x1F, 0b101, 0o17, 1_000] })", "{\"d\":\"2024-01-02T00:00:00.000Z\",\"n\":[1e+21,0,0.5,31,5,15,1000]}")]
    [InlineData("collections", "const m = new Map([[1, 'a'], [2, 'b']]); const s = new Set([1, 1, 2]); const w = new WeakMap(); w.set(m, 1); [[...m.values()].join(''), s.size, w.get(m)].join()", "ab,2,1")]
    [InlineData("proxies", "new Proxy({}, { get: (_, k) => k + '!', has: () => true }).hello + ('z' in new Proxy({}, { has: () => true }))", "hello!true")]
    [InlineData("tagged templates", "const t = (s, ...v) => s.raw.join('|') + v.join() + (s[0] === undefined); t`\\u{1}a${1}\\n${2}` + t`\\unope`", "\\u{1}a|\\n|1,2false\\unopetrue")]
    [InlineData("labels", "let n = 0; outer: for (let i = 0; i < 5; i++) { for (;;) { n++; if (i == 3) break outer; continue outer } } a: b: for (const x of [1, 2]) { n += 10; continue a } block: { n += 100; break block; n = 0 } n", "124")]
    [InlineData("getters and setters", "const o = { _v: 1, get v() { return this._v }, set v(x) { this._v = x * 2 }, ['c' + 1]: 3, async: 4, get: 5, 'a b'() { return 6 } }; o.v = 4; [o.v, o.c1, o.async, o.get, o['a b']()].join()", "8,3,4,5,6")]
    [InlineData("functions made at run time", "new Function('a', 'b = 2', '...c', 'return a + b + c.length')(1, undefined, 3, 4) + eval('var q = 3; q') + (0, eval)('1')", "9")]
    [InlineData("optional chains", "const o = { a: { b: () => ({ c: 1 }) } }; [o?.a?.b?.().c, o.x?.y.z.w, o.x?.[0](), delete o?.a, o.a ?? 'gone'].join()", "1,,,true,gone")]
    [InlineData("operators", "let a = null, b = 0, c = 1; a ??= 1; b ||= 2; c &&= 3; [a, b, c, 2 ** 3 ** 2, (-2) ** 2, 7 >>> 1, ~5, typeof void 0, 1n << 64n, 0.1 + 0.2].join()", "1,2,3,512,4,3,-6,undefined,18446744073709551616,0.30000000000000004")]
    [InlineData("switch and exceptions", "function f(x) { try { switch (x) { case 1: let a = 'one'; return a; case 2: throw new TypeError('two'); default: return 'other' } } catch ({ message }) { return message } finally { f.n = (f.n || 0) + 1 } } [f(1), f(2), f(3), f.n].join()", "one,two,other,3")]
    [InlineData("hoisting", "var r = typeof f + typeof g + typeof h; { function f() {} } function g() {} var h; r + typeof f", "undefinedfunctionundefinedfunction")]
    [InlineData("sloppy code", "with ({ x: 1 }) var y = x + 010; function d(a, a) { return a } y + d(1, 2) + '\\101'", "11A")]
    public void A_program_gives_what_it_should(string subject, string source, string expected)
    {
        Assert.NotEmpty(subject);
        Assert.Equal(expected, new Engine().Evaluate(source).ToString());
        Assert.Equal(expected, new Engine().Evaluate(Engine.PrepareScript(source)).ToString());
    }

    [Fact]
    public void Promises_and_asynchronous_functions_run()
    {
        const string Source =
            """
            const sleep = v => Promise.resolve(v);
            async function* range(n) { for (let i = 0; i < n; i++) yield await sleep(i); }
            (async () => { let s = ''; for await (const i of range(3)) s += i; const [a, b] = await Promise.all([sleep('a'), sleep('b')]); return s + a + b; })()
            """;
        Assert.Equal("012ab", new Engine().Evaluate(Source).UnwrapIfPromise().AsString());
    }

    [Fact]
    public void Modules_import_and_export()
    {
        var engine = new Engine();
        engine.Modules.Add("lib", "export let n = 1; export function inc() { n++ } export default class { static v = 7 } export { n as 'a b' }; export * as self from 'lib';");
        engine.Modules.Add("main", "import K, { n, inc, 'a b' as ab } from 'lib'; import * as all from 'lib'; inc(); export const result = [n, ab, K.v, Object.keys(all).sort().join('+'), typeof import.meta].join(); await 0;");
        Assert.Equal("2,2,7,a b+default+inc+n+self,object", engine.Modules.Import("main").Get("result").AsString());
    }

    [Fact]
    public void Error_stacks_have_the_right_lines()
    {
        var engine = new Engine();
        engine.Execute("function fail() {\n  const x = 1;\n  throw new Error('no');\n}\n\nfunction call() {\n  fail();\n}", "hook.js");
        var error = Assert.Throws<JavaScriptException>(() => engine.Execute("\n\ncall();", "main.js"));
        Assert.Equal("no", error.Message);
        Assert.Equal(3, error.Location.Start.Line);
        var lines = error.JavaScriptStackTrace!.Split('\n').Select(line => line.Trim()).ToArray();
        Assert.Equal(["at fail (hook.js:3:9)", "at call (hook.js:7:3)", "at main.js:3:1"], lines.Select(line => line.Replace("(main.js)", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_function_knows_its_source()
    {
        var options = new ScriptParsingOptions { RetainFunctionSourceText = true };
        Assert.Equal("class A { static async *f(a) { } }", new Engine().Evaluate(" class A { static async *f(a) { } } A.toString()", options).AsString());
    }

    [Fact]
    public void A_syntax_error_is_told_with_its_place()
    {
        var error = Assert.Throws<ScriptPreparationException>(() => Engine.PrepareScript("let a = 1;\nlet b = ;", "hook.js"));
        Assert.Contains("Unexpected token ';' (hook.js:2:9)", error.Message, StringComparison.Ordinal);
        var cause = Assert.IsType<SyntaxErrorException>(error.InnerException);
        Assert.Equal((2, 8), (cause.LineNumber, cause.Column));
    }

    [Fact]
    public void The_globals_that_a_script_refers_to_are_found_by_its_scopes()
    {
        const string Source =
            """
            var a; let b; a + b + c; function f(p, { q }) { return p + q + r + f + arguments } class K extends L { m() { return K + M } static { var s; s + t } }
            try {} catch (e) { e + g } for (let i of h) i; ((x, ...y) => x + y + z)(); { function blk() {} blk() } switch (sw) { case 1: let u; u }
            ({ a, [k]: v = w } = n); label: for (;;) break label; (function named() { named; var inner; { var deep; deep } })(); import(imp)
            """;
        var script = Engine.PrepareScript(Source, options: new ScriptPreparationOptions { CollectReferencedGlobals = true });
        Assert.Equal("L,M,c,g,h,imp,k,n,r,sw,t,v,w,z", string.Join(',', script.ReferencedGlobals!));
    }

    [Fact]
    public void A_prepared_script_serves_several_threads()
    {
        var script = Engine.PrepareScript("let s = 0; for (const m of 'a1b22'.matchAll(/\\d+/g)) s += Number(m[0]); (function f(n) { return n ? n + f(n - 1) : s })(20)");
        var results = new string[16];
        Parallel.For(0, results.Length, i => results[i] = new Engine().Evaluate(script).ToString());
        Assert.All(results, result => Assert.Equal("233", result));
    }
}
