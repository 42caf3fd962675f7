using System.Diagnostics;
using Acornima.Tests.Infrastructure;

namespace Acornima.Tests.Fuzzing;

/// <summary>Programs that are made to take a parser more time than their size are answered soon.</summary>
public sealed class HostileTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    public static TheoryData<string, Func<string>> Programs => new()
    {
        { "variables under many blocks", () => Repeat("{", 1000) + Numbered(100_000, i => $"var a{i};") + Repeat("}", 1000) },
        { "many parameters of strict code", () => $"function f({Numbered(100_000, i => $"p{i},")}q) {{ 'use strict' }}" },
        { "many parameters of an arrow function", () => $"({Numbered(100_000, i => $"p{i},")}q) => 1" },
        { "private names under many classes", () => $"{Repeat("class A { x = ", 200)}class {{ {Numbered(20_000, i => $"y{i} = this.#a{i};")} }}{Repeat("}", 200)}" },
        { "jumps over many labels", () => $"{Numbered(1000, i => $"l{i}:")} for (;;) {{ {Repeat("continue l0;", 20_000)} }}" },
        { "words that ask for the token after a comment", () => Repeat($"async/*{Repeat("x", 1000)}*/\n;", 3000) },
        { "a big integer of many digits", () => Repeat("9", 500_000) + "n" },
        { "a template of many escapes", () => $"`{Repeat("${a}\\u{61}\r\n", 100_000)}`" },
        { "named groups and references to them", () => $"/{Numbered(20_000, i => $"(?<a{i}>)\\k<a{i}>")}/" },
        { "names of groups at many levels", () => $"/{Numbered(900, i => $"(?:(?<a{i}>)")}{Repeat("(?<b>a)|", 3000)}{Repeat(")", 900)}/" },
    };

    [Theory]
    [MemberData(nameof(Programs), DisableDiscoveryEnumeration = true)]
    public void It_is_answered_soon(string subject, Func<string> program)
    {
        var source = program();
        var watch = Stopwatch.StartNew();
        Sources.ErrorOf(source);
        Assert.True(watch.Elapsed < Soon, $"{subject} took {watch.Elapsed}");
    }

    [Fact]
    public void Large_sets_that_ignore_case_are_adapted_soon()
    {
        var watch = Stopwatch.StartNew();
        Assert.True(Tokenizer.AdaptRegExp(Repeat("[\\0-\uFFFF]", 5000), "i").Success);
        Assert.True(watch.Elapsed < Soon);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static string Numbered(int count, Func<int, string> text) => string.Concat(Enumerable.Range(0, count).Select(text));
}
