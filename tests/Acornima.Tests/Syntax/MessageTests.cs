using Acornima.Tests.Infrastructure;

namespace Acornima.Tests.Syntax;

/// <summary>Errors say what V8 says, at a place that helps.</summary>
public sealed class MessageTests
{
    [Theory]
    [InlineData("var x = ;", "Unexpected token ';'", 8)]
    [InlineData("foo(", "Unexpected end of input", 4)]
    [InlineData("let a; let a", "Identifier 'a' has already been declared", 11)]
    [InlineData("\"abc", "Invalid or unexpected token", 0)]
    [InlineData("x y", "Unexpected identifier 'y'", 2)]
    [InlineData("await x", "await is only valid in async functions and the top level bodies of modules", 0)]
    [InlineData("({a=1})", "Invalid shorthand property initializer", 3)]
    [InlineData("function(){}", "Function statements require a function name", 8)]
    [InlineData("class A { constructor(){} constructor(){} }", "A class may only have one constructor", 26)]
    [InlineData("var a = {b: 1, c 2}", "Unexpected number", 17)]
    [InlineData("f(a b)", "missing ) after argument list", 4)]
    [InlineData("break", "Illegal break statement", 0)]
    [InlineData("1=2", "Invalid left-hand side in assignment", 0)]
    [InlineData("++1", "Invalid left-hand side expression in prefix operation", 2)]
    [InlineData("1++", "Invalid left-hand side expression in postfix operation", 0)]
    [InlineData("for(1 of x);", "Invalid left-hand side in for-loop", 4)]
    [InlineData("[1]=2", "Invalid destructuring assignment target", 1)]
    [InlineData("const a", "Missing initializer in const declaration", 7)]
    [InlineData("let [a]", "Missing initializer in destructuring declaration", 7)]
    [InlineData("for(;;) continue a", "Undefined label 'a'", 17)]
    [InlineData("a:a:1", "Label 'a' has already been declared", 2)]
    [InlineData("try{}", "Missing catch or finally after try", 5)]
    [InlineData("import {a} from \"b\"", "Cannot use import statement outside a module", 0)]
    [InlineData("super()", "'super' keyword unexpected here", 0)]
    [InlineData("({get a(x){}})", "Getter must not have any formal parameters.", 8)]
    [InlineData("if(1) let a", "Lexical declaration cannot appear in a single-statement context", 6)]
    [InlineData("this.#a", "Private field '#a' must be declared in an enclosing class", 5)]
    [InlineData("class A{a=arguments}", "'arguments' is not allowed in class field initializer or static initialization block", 10)]
    [InlineData("1_", "Numeric separators are not allowed at the end of numeric literals", 2)]
    [InlineData("1__0", "Only one underscore is allowed as numeric separator", 2)]
    [InlineData("\"\\u{110000}\"", "Undefined Unicode code-point", 1)]
    [InlineData("\"\\xg\"", "Invalid hexadecimal escape sequence", 1)]
    [InlineData("`\\01`", "Octal escape sequences are not allowed in template strings.", 1)]
    [InlineData("`a", "Unterminated template literal", 2)]
    [InlineData("/a", "Invalid regular expression: missing /", 0)]
    [InlineData("/a/gg", "Invalid regular expression flags", 0)]
    [InlineData("/(/", "Invalid regular expression: /(/: Unterminated group", 0)]
    [InlineData("'use strict'; 010", "Octal literals are not allowed in strict mode.", 14)]
    [InlineData("'use strict'; with(a);", "Strict mode code may not include a with statement", 14)]
    [InlineData("'use strict'; delete a", "Delete of an unqualified identifier in strict mode.", 14)]
    [InlineData("'use strict'; eval=1", "Unexpected eval or arguments in strict mode", 14)]
    [InlineData("'use strict'; let package", "Unexpected strict mode reserved word", 18)]
    [InlineData("return", "Illegal return statement", 0)]
    [InlineData("new.target", "new.target expression is not allowed here", 0)]
    [InlineData("throw\n1", "Illegal newline after throw", 6)]
    public void An_error_is_told_as_V8_does(string source, string message, int index)
    {
        var error = Sources.ErrorOf(source)!;
        Assert.Equal((message, index), (error.Description, error.Index));
    }

    [Fact]
    public void An_error_knows_its_place()
    {
        var exception = Assert.Throws<SyntaxErrorException>(() => new Parser().ParseScript("a;\r\n  b c", "script.js"));
        Assert.Equal((2, 4), (exception.LineNumber, exception.Column));
        Assert.Equal("Unexpected identifier 'c' (script.js:2:5)", exception.Message);
        Assert.Equal("Unexpected identifier 'c'", exception.Description);
        Assert.Equal("UnexpectedIdentifier", exception.Error.Code);
    }

    [Fact]
    public void A_part_of_a_text_has_the_positions_of_the_whole()
    {
        var script = new Parser().ParseScript("\n\n  let a;}}", 4, 6);
        Assert.Equal((4, 10), (script.Body[0].Start, script.Body[0].Range.End));
        Assert.Equal(Position.From(3, 2), script.Body[0].Location.Start);
        Assert.Equal(Position.From(3, 2), script.Location.Start);
    }
}
