using System.Text.Json;
using Acornima.Tests.Infrastructure;

namespace Acornima.Tests.Fuzzing;

/// <summary>Programs changed at random, but the same in every run, are good to the parser when they are good to acorn.</summary>
[Collection(NpmTests.Name)]
public sealed class VerdictTests
{
    private const int Count = 30_000;
    private ulong _state = 2;

    [Fact]
    public async Task The_verdicts_are_those_of_acorn()
    {
        var cases = Enumerable.Range(0, Count).Select(_ => (Module: Pick(4) == 0, Source: Change(Tokens.Seeds[Pick(Tokens.Seeds.Length)]))).ToArray();
        var json = JsonSerializer.Serialize(cases.Select(c => new[] { c.Module ? "module" : "script", c.Source }));
        var verdicts = JsonSerializer.Deserialize<string?[]>(await Command.RunAsync("node", ["verdicts.mjs"], NpmPackages.Directory, json))!;
        var differences = new List<string>();
        var good = 0;
        foreach (var ((module, source), verdict) in cases.Zip(verdicts))
        {
            var error = Sources.ErrorOf(source, module ? SourceType.Module : SourceType.Script);
            if (error is null) good++;
            if (error is null != verdict is null) differences.Add($"{(module ? "module" : "script")} {source}: {error?.ToString() ?? "good"}; acorn: {verdict ?? "good"}");
        }

        Assert.Empty(differences);
        Assert.True(good > Count / 10, $"only {good} are good");
    }

    private string Change(string source)
    {
        for (var changes = Pick(3); changes > 0; changes--)
        {
            var at = Pick(source.Length + 1);
            source = Pick(5) switch
            {
                0 => $"{source[..at]} {Tokens.All[Pick(Tokens.All.Length)]} {source[at..]}",
                1 => source[..at] + source[Math.Min(source.Length, at + 1 + Pick(4))..],
                2 => source[..at] + Tokens.Seeds[Pick(Tokens.Seeds.Length)] + source[at..],
                3 => Tokens.Frames[Pick(Tokens.Frames.Length)].Replace("X", source, StringComparison.Ordinal),
                _ => Tokens.Frames[Pick(Tokens.Frames.Length)].Replace("X", Tokens.All[Pick(Tokens.All.Length)], StringComparison.Ordinal) + source,
            };
        }

        return source;
    }

    /// <summary>SplitMix64, so that the cases stay the same in every version of .NET.</summary>
    private int Pick(int count)
    {
        _state += 0x9E3779B97F4A7C15;
        var z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)count);
    }
}
