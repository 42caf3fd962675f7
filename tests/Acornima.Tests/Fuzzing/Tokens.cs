namespace Acornima.Tests.Fuzzing;

/// <summary>What programs at random are made of.</summary>
internal static class Tokens
{
    public static readonly string[] All =
    [
        "a", "b", "x", "let", "const", "var", "yield", "await", "async", "of", "in", "static", "get", "set", "function", "function*", "class", "extends", "if", "else", "for", "while",
        "do", "return", "break", "continue", "switch", "case", "default", "try", "catch", "finally", "throw", "new", "this", "super", "null", "true", "typeof", "void", "delete",
        "instanceof", "with", "debugger", "import", "export", "from", "as", "using", "enum", "implements", "{", "}", "{", "}", "(", ")", "(", ")", "[", "]", ";", ",", "<", ">", "=",
        "==", "=>", ".", "...", "?", ":", "?.", "??", "||", "&&", "+", "-", "*", "**", "/", "%", "++", "--", "!", "~", "|", "+=", "??=", "||=", "1", "0", "07", "08", "1n", "'s'",
        "'use strict';", "'\\01'", "`t`", "`a${b}`", "/re/g", "#p", "#p in x", "\n", "@", "a:", "constructor", "prototype", "__proto__:", "new.target", "import.meta", "() => {}", "=> a",
        "{a}", "{a=1}", "[a]", "...a", "(a, b)", "for (", "let [", "class {", "static {", "async ()", "async x => 1", "await x", "yield x", "\\u0061", "l\\u0065t", "(a = 1) =>",
        "let a = 1;", "var a;", "using x = a;", "await using",
    ];

    public static readonly string[] Seeds = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Fuzzing", "seeds.txt"));

    public static readonly string[] Frames =
    [
        "X", "async function f() { X }", "function* g() { X }", "class A { static { X } }", "class A extends B { constructor() { X } }", "'use strict'; X", "async (a = X) => 1",
        "function f(a = X) {}", "class A { x = X; }", "for (X of y);", "for (X;;);", "(X) => 1", "({ m() { X } })", "{ X }", "switch (a) { case 1: X }", "if (a) X", "label: X",
        "try {} catch (e) { X }", "[X] = 1", "({X} = 1)", "let X", "async (X) => 1", "async function* g() { for await (X of y); }",
    ];
}
