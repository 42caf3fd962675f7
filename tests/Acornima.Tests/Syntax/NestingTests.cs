using Acornima.Tests.Infrastructure;

namespace Acornima.Tests.Syntax;

/// <summary>Deep nesting is an error, also near the end of a small stack, and what only is long is none.</summary>
public sealed class NestingTests
{
    private const int SmallStack = 256 * 1024;

    [Theory]
    [InlineData("[", "]")]
    [InlineData("(", ")")]
    [InlineData("{", "}")]
    [InlineData("({a:", "})")]
    [InlineData("(function(){", "})")]
    [InlineData("(()=>", ")")]
    [InlineData("(class{[", "]=1})")]
    [InlineData("`${", "}`")]
    [InlineData("!", "")]
    [InlineData("- ", "")]
    [InlineData("new ", "")]
    [InlineData("a=", "")]
    [InlineData("a**", "")]
    [InlineData("a?b:", "")]
    [InlineData("if(a)", "")]
    [InlineData("if(a);else ", "")]
    [InlineData("for(;;)", "")]
    [InlineData("async a=>", "")]
    [InlineData("a[", "]")]
    [InlineData("a(", ")")]
    [InlineData("([", "]=1)")]
    public void Deep_nesting_is_an_error(string open, string close)
    {
        var source = string.Concat(Enumerable.Repeat(open, 10_000)) + "a" + string.Concat(Enumerable.Repeat(close, 10_000));
        ParseError? error = null;
        var thread = new Thread(() => error = Sources.ErrorOf(source), SmallStack);
        thread.Start();
        thread.Join();
        Assert.Equal("TooDeeplyNested", error?.Code);
    }

    [Theory]
    [InlineData("1", "+1")]
    [InlineData("1", ",1")]
    [InlineData("a", ".a")]
    [InlineData("a", "()")]
    [InlineData("a", "``")]
    [InlineData("[1", ",[1]")]
    [InlineData("a", ";a")]
    [InlineData("a", "&&a")]
    public void What_is_only_long_is_parsed(string first, string more)
    {
        var source = first + string.Concat(Enumerable.Repeat(more, 100_000)) + (first == "[1" ? "]" : "");
        Assert.Null(Sources.ErrorOf(source));
    }

    [Fact]
    public void What_is_nested_as_programs_are_is_parsed()
    {
        var source = string.Concat(Enumerable.Repeat("[", 1000)) + string.Concat(Enumerable.Repeat("]", 1000));
        Assert.Null(Sources.ErrorOf(source));
    }
}
