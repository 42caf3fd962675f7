using System.Diagnostics;
using Acornima.Tests.Infrastructure;
using FsCheck;
using FsCheck.Fluent;

namespace Acornima.Tests.Fuzzing;

/// <summary>Whatever the text, the parser answers with a tree or a syntax error, and soon.</summary>
public sealed class FuzzTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(200);

    [Fact]
    public void Sequences_of_tokens() =>
        Check.One(Config, Prop.ForAll(Gen.Elements(Tokens.All).ListOf().Select(list => string.Join(' ', list)).ToArbitrary(), IsAnswered));

    [Fact]
    public void Sequences_of_tokens_without_space() =>
        Check.One(Config, Prop.ForAll(Gen.Elements(Tokens.All).ListOf().Select(string.Concat).ToArbitrary(), IsAnswered));

    [Fact]
    public void Any_characters() => Check.One(Config, Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => IsAnswered(text ?? "")));

    [Fact]
    public void Truncated_programs()
    {
        var all = string.Join('\n', Tokens.Seeds);
        var truncated = from start in Gen.Choose(0, all.Length) from end in Gen.Choose(start, all.Length) select all[start..end];
        Check.One(Config, Prop.ForAll(truncated.ToArbitrary(), IsAnswered));
    }

    [Fact]
    public void Programs_in_programs()
    {
        var nested = from depth in Gen.Choose(1, 12)
                     from frames in Gen.Elements(Tokens.Frames).ListOf(depth)
                     from seed in Gen.Elements(Tokens.Seeds)
                     select frames.Aggregate(seed, (inner, frame) => frame.Replace("X", inner, StringComparison.Ordinal));
        Check.One(Config, Prop.ForAll(nested.ToArbitrary(), IsAnswered));
    }

    [Fact]
    public void Deeply_nested_programs()
    {
        var nested = from open in Gen.Elements(Tokens.All)
                     from more in Gen.Elements(Tokens.All)
                     from count in Gen.Choose(1000, 30_000)
                     select string.Concat(Enumerable.Repeat(open + " " + more + " ", count));
        Check.One(Config.WithMaxTest(300), Prop.ForAll(nested.ToArbitrary(), IsAnswered));
    }

    [Fact]
    public void Regular_expressions()
    {
        var pieces = "( ) (?: (?= (?<! (?<a> [ ] [^ - a-z \\d \\p{L} \\k<a> \\1 \\u{ } {1,2} * + ? | ^ $ . / && -- \\q{ a \uD83D".Split(' ');
        var texts = from list in Gen.Elements(pieces).ListOf() from flags in Gen.Elements("", "i", "u", "v", "ims", "y") select (Pattern: string.Concat(list), Flags: flags);
        Check.One(Config, Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var valid = Tokenizer.ValidateRegExp(text.Pattern, text.Flags, out var error);
            if (valid) Tokenizer.AdaptRegExp(text.Pattern, text.Flags);
            return valid == error is null;
        }));
    }

    private static bool IsAnswered(string source)
    {
        var watch = Stopwatch.StartNew();
        Sources.ErrorOf(source);
        Sources.ErrorOf(source, SourceType.Module);
        return watch.Elapsed < Soon;
    }
}
