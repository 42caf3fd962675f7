namespace Acornima.Tests.RegExp;

public sealed class RegExpTests
{
    [Theory]
    [InlineData("(", "", "Unterminated group")]
    [InlineData(")", "", "Unmatched ')'")]
    [InlineData("a**", "", "Nothing to repeat")]
    [InlineData("{1}", "", "Nothing to repeat")]
    [InlineData("[b-a]", "", "Range out of order in character class")]
    [InlineData("[", "", "Unterminated character class")]
    [InlineData("\\", "", "\\ at end of pattern")]
    [InlineData("a{2,1}", "", "numbers out of order in {} quantifier")]
    [InlineData("(?<a>.)(?<a>.)", "", "Duplicate capture group name")]
    [InlineData("(?<1>.)", "", "Invalid capture group name")]
    [InlineData("(?<a>.)\\k<b>", "", "Invalid named capture referenced")]
    [InlineData("(?<a>.)\\k", "", "Invalid named reference")]
    [InlineData("\\p{Foo}", "u", "Invalid property name")]
    [InlineData("\\u{110000}", "u", "Invalid Unicode escape")]
    [InlineData("}", "u", "Lone quantifier brackets")]
    [InlineData("a{1", "u", "Incomplete quantifier")]
    [InlineData("[a&&&b]", "v", "Invalid character in character class")]
    [InlineData("[^\\p{RGI_Emoji}]", "v", "Negated character class may contain strings")]
    [InlineData("(?i-i:a)", "", "Invalid group")]
    public void An_invalid_expression_is_explained_as_V8_does(string pattern, string flags, string message)
    {
        Assert.False(Tokenizer.ValidateRegExp(pattern, flags, out var error));
        Assert.Equal($"Invalid regular expression: /{pattern}/{flags}: {message}", error!.Description);
    }

    [Theory]
    [InlineData("gg")]
    [InlineData("uv")]
    [InlineData("x")]
    public void Unknown_and_clashing_flags_are_rejected(string flags)
    {
        Assert.False(Tokenizer.ValidateRegExp("a", flags, out var error));
        Assert.Equal("Invalid regular expression flags", error!.Description);
    }

    [Theory]
    [InlineData("(?<year>\\d{4})|(?<year>\\d\\d)", "u")]
    [InlineData("(?i:a)(?s-m:.)(?-i:b)", "")]
    [InlineData("[\\p{L}a-z&&x]", "u")]
    [InlineData("[[a-z]--[aeiou]]", "v")]
    [InlineData("[\\q{abc|d}\\p{RGI_Emoji}]", "v")]
    [InlineData("\\p{Script_Extensions=Greek}\\P{Lu}\\p{ASCII}", "u")]
    [InlineData("(?<=a)(?<!b)\\cA\\x41\\u{41}", "u")]
    [InlineData("\\8\\c]{a{1\\u{1}", "")]
    public void Valid_expressions_are_accepted(string pattern, string flags) => Assert.True(Tokenizer.ValidateRegExp(pattern, flags, out _));

    [Theory]
    [InlineData("(?:(a)|b)*", "", "A repetition of a group that may be left out")]
    [InlineData("(a*)*", "", "A repetition of what may be empty")]
    [InlineData("\\1(a)", "", "A reference stands before the end of its group")]
    [InlineData("[^a]", "u", "A set of code points beyond the basic plane")]
    [InlineData("\\p{L}", "u", "A property or a set of strings")]
    public void What_dotnet_would_match_otherwise_is_refused_with_the_reason(string pattern, string flags, string reason)
    {
        var result = Tokenizer.AdaptRegExp(pattern, flags);
        Assert.False(result.Success);
        Assert.Equal($"Cannot convert regular expression: /{pattern}/{flags}: {reason}", result.ConversionError!.Description);
        Assert.Throws<SyntaxErrorException>(() => Tokenizer.AdaptRegExp(pattern, flags, throwIfNotAdaptable: true));
    }

    [Fact]
    public void Groups_keep_their_numbers_and_names()
    {
        var result = Tokenizer.AdaptRegExp("(a)(?<n>b)(c)", "", compiled: true, TimeSpan.FromSeconds(1));
        Assert.Equal(4, result.ActualRegexGroupCount);
        Assert.Equal([null, null, "n", null], Enumerable.Range(0, 4).Select(result.GetRegexGroupName));
        Assert.Equal("b", result.Regex!.Match("abc").Groups[2].Value);
        Assert.Equal(TimeSpan.FromSeconds(1), result.Regex.MatchTimeout);
    }

    [Fact]
    public void Deep_nesting_is_an_error()
    {
        Assert.False(Tokenizer.ValidateRegExp(new string('(', 100_000), "", out var error));
        Assert.EndsWith("Regular expression too large", error!.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void The_handler_decides_about_literals()
    {
        var seen = new List<string>();
        var options = new ParserOptions
        {
            OnRegExp = (in RegExpParsingContext context) =>
            {
                seen.Add($"{context.Pattern}/{context.Flags}");
                return RegExpParseResult.ForSuccess("result", "extra");
            },
        };
        var script = new Parser(options).ParseScript("/(/g");
        var literal = Assert.IsType<Ast.RegExpLiteral>(Assert.IsType<Ast.NonSpecialExpressionStatement>(script.Body[0]).Expression);
        Assert.Equal(["(/g"], seen);
        Assert.Equal("result", ((Ast.Literal)literal).Value);
        Assert.Equal("extra", literal.ParseResult.AdditionalData);
    }
}
