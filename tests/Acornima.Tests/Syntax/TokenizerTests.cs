namespace Acornima.Tests.Syntax;

public sealed class TokenizerTests
{
    [Fact]
    public void Tokens_come_with_their_kinds_and_places()
    {
        var tokenizer = new Tokenizer("a /= /b/g; `x${ {c} }y` #!\n", TokenizerOptions.Default);
        Assert.Equal(
            ["Identifier a", "Punctuator /=", "RegExpLiteral /b/g", "Punctuator ;", "Template `x${", "Punctuator {", "Identifier c", "Punctuator }", "Template }y`"],
            Enumerable.Range(0, 9).Select(_ => tokenizer.GetToken()).Select(token => $"{token.Kind} {token.Text}"));
        Assert.Equal(14, tokenizer.Current.End - 9);
        Assert.Throws<SyntaxErrorException>(() => tokenizer.Next());
    }

    [Fact]
    public void A_tokenizer_starts_anew_with_a_part_of_a_text()
    {
        var tokenizer = new Tokenizer("");
        tokenizer.Next();
        Assert.Equal(TokenKind.EOF, tokenizer.Current.Kind);
        tokenizer.Reset("xx static async f() {}", 3, 12);
        tokenizer.Next();
        tokenizer.Next();
        Assert.Equal(10, tokenizer.Current.Start);
    }
}
