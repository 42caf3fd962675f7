using System.Text.Json;
using System.Text.RegularExpressions;
using Acornima.Tests.Infrastructure;

namespace Acornima.Tests.RegExp;

/// <summary>Compares regular expressions, made at random, with V8.</summary>
[Collection(NpmTests.Name)]
public sealed class OracleRegExpTests
{
    private const int Count = 40_000;

    [Fact]
    public async Task What_V8_rejects_is_rejected_and_what_is_adapted_matches_the_same()
    {
        var random = new RandomPatterns(1);
        var cases = Enumerable.Range(0, Count).Select(_ => random.Next()).ToArray();
        var json = JsonSerializer.Serialize(cases.Select(c => new[] { c.Pattern, c.Flags, c.Input }));
        using var answers = JsonDocument.Parse(await Command.RunAsync("node", ["regexps.mjs"], NpmPackages.Directory, json));
        var differences = new List<string>();
        var (adapted, matched) = (0, 0);
        foreach (var ((pattern, flags, input), answer) in cases.Zip(answers.RootElement.EnumerateArray()))
        {
            var valid = Tokenizer.ValidateRegExp(pattern, flags, out var error);
            if (valid != (answer.ValueKind != JsonValueKind.Null)) differences.Add($"/{pattern}/{flags}: {error?.Description ?? "accepted"}");
            if (!valid || Tokenizer.AdaptRegExp(pattern, flags) is not { Success: true } result) continue;
            adapted++;
            var (ours, theirs) = (Groups(result, input, sticky: flags.Contains('y')), answer.GetProperty("match").GetRawText());
            if (theirs != "null") matched++;
            if (ours != theirs) differences.Add($"/{pattern}/{flags} on {input}: {ours}, not {theirs} by {result.Regex}");
        }

        Assert.Empty(differences);
        Assert.True(adapted > Count / 20 && matched > Count / 100, $"{adapted} adapted, {matched} of them matched");
    }

    private static string Groups(RegExpParseResult result, string input, bool sticky)
    {
        var match = result.Regex!.Match(input);
        if (!match.Success || (sticky && match.Index > 0)) return "null";
        var groups = Enumerable.Range(0, result.ActualRegexGroupCount).Select(i => match.Groups[i]);
        return $"[{string.Join(',', groups.Select(Range))}]";
    }

    private static string Range(Group group) => group.Success ? $"[{group.Index},{group.Index + group.Length}]" : "null";
}
