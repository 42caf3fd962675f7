using Acornima.Ast;

namespace Acornima.Tests.Syntax;

public sealed class OptionTests
{
    [Fact]
    public void What_a_direct_eval_may_have_is_allowed_when_asked_for()
    {
        var options = ParserOptions.Default with
        {
            AllowReturnOutsideFunction = true,
            AllowNewTargetOutsideFunction = true,
            AllowSuperOutsideMethod = true,
            AllowTopLevelUsing = true,
            CheckPrivateFields = false,
        };
        const string Source = "using x = y; new.target; super.x; this.#p; return 1;";
        Assert.Equal(5, new Parser(options).ParseScript(Source).Body.Count);
        Assert.Throws<SyntaxErrorException>(() => new Parser().ParseScript("using x = y"));
        Assert.Throws<SyntaxErrorException>(() => new Parser().ParseScript("super.x"));
    }

    [Fact]
    public void Experimental_syntax_is_accepted_when_asked_for()
    {
        const string Source =
            """
            import source s from "a"; import defer * as d from "b"; import source from "c"; import defer from "d";
            import.source("e"); import.defer("f");
            @a.b(c) @(d) export default class { @e accessor x = 1; @f y() {} accessor; static accessor #z; }
            """;
        var module = new Parser(ParserOptions.Default with { ExperimentalESFeatures = ExperimentalESFeatures.All })
            .ParseModule(Source.Replace("@a.b(c) @(d) export default class", "export default @a.b(c) @(d) class", StringComparison.Ordinal));
        Assert.Equal([ImportPhase.Source, ImportPhase.Defer, ImportPhase.None, ImportPhase.None], module.Body.OfType<ImportDeclaration>().Select(i => i.Phase));
        var @class = Assert.IsType<ClassDeclaration>(Assert.IsType<ExportDefaultDeclaration>(module.Body[^1]).Declaration);
        Assert.Equal(2, @class.Decorators.Count);
        Assert.Equal([NodeType.AccessorProperty, NodeType.MethodDefinition, NodeType.PropertyDefinition, NodeType.AccessorProperty], @class.Body.Body.Select(e => e.Type));
        Assert.Throws<SyntaxErrorException>(() => new Parser().ParseModule("@a class A {}"));
        Assert.Throws<SyntaxErrorException>(() => new Parser().ParseModule("import source s from 'a'"));
    }

    [Fact]
    public void Resource_management_follows_the_edition()
    {
        var old = ParserOptions.Default with { EcmaVersion = EcmaVersion.ES2025 };
        Assert.Throws<SyntaxErrorException>(() => new Parser(old).ParseScript("{ using a = b }"));
        var asked = old with { ExperimentalESFeatures = ExperimentalESFeatures.ExplicitResourceManagement };
        var block = Assert.IsType<NestedBlockStatement>(new Parser(asked).ParseScript("{ using a = b }").Body[0]);
        Assert.Equal(VariableDeclarationKind.Using, Assert.IsType<VariableDeclaration>(block.Body[0]).Kind);
    }

    [Fact]
    public void An_expression_may_be_parsed_alone()
    {
        Assert.IsType<ObjectExpression>(((IParser)new Parser()).ParseExpression("x{a:1}", 1, 5));
        Assert.Throws<SyntaxErrorException>(() => ((IParser)new Parser()).ParseExpression("a;", 0, 2));
    }
}
