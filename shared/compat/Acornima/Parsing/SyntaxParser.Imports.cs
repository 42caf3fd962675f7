using Acornima.Ast;

namespace Acornima.Parsing;

// Imports (sec-imports) and import attributes.
internal sealed partial class SyntaxParser
{
    private ImportDeclaration ParseImport(StatementContext context)
    {
        var marker = Start();
        if (!_module) throw Fail(marker.Index, Messages.ImportOutsideModule);
        if (context != StatementContext.TopLevel) throw Fail(marker.Index, Messages.UnexpectedImport);
        Next();
        if (Type == TokenType.String)
        {
            var bare = ParseString();
            var with = ParseAttributes();
            ExpectSemicolon();
            return Finish(new ImportDeclaration(default, bare, with, ImportPhase.None), marker);
        }

        var phase = ParseImportPhase();
        var mark = _nodes.Count;
        ParseImportClause(phase);
        ExpectContextual(TokenType.From);
        var source = ParseModuleSource();
        var attributes = ParseAttributes();
        ExpectSemicolon();
        return Finish(new ImportDeclaration(TakeNodes<ImportDeclarationSpecifier>(mark), source, attributes, phase), marker);
    }

    /// <summary><c>source</c> before a name, or <c>defer</c> before a namespace; either may also be the name of a default import.</summary>
    private ImportPhase ParseImportPhase()
    {
        var phase = Token.Escaped ? ImportPhase.None : PhaseOf(Type);
        if (phase == ImportPhase.None) return phase;
        var mark = _scanner.Save();
        _scanner.Next();
        var isPhase = phase == ImportPhase.Defer
            ? Type == TokenType.Star
            : TokenFacts.IsName(Type) && (Type != TokenType.From || LookAhead().Type == TokenType.From);
        _scanner.Restore(mark);
        if (!isPhase) return ImportPhase.None;
        Next();
        return phase;
    }

    private void ParseImportClause(ImportPhase phase)
    {
        if (TokenFacts.IsName(Type))
        {
            var marker = Start();
            _nodes.Add(Finish(new ImportDefaultSpecifier(ParseImportedBinding()), marker));
            if (phase == ImportPhase.Source || !Eat(TokenType.Comma)) return;
        }

        if (Type == TokenType.Star)
        {
            var marker = Start();
            Next();
            ExpectContextual(TokenType.As);
            _nodes.Add(Finish(new ImportNamespaceSpecifier(ParseImportedBinding()), marker));
            return;
        }

        Expect(TokenType.OpenBrace);
        while (Type != TokenType.CloseBrace)
        {
            _nodes.Add(ParseImportSpecifier());
            if (Type != TokenType.CloseBrace) Expect(TokenType.Comma);
        }

        Next();
    }

    private ImportSpecifier ParseImportSpecifier()
    {
        var marker = Start();
        var token = Token;
        var imported = ParseModuleExportName();
        if (Type == TokenType.As && !Token.Escaped)
        {
            Next();
            return Finish(new ImportSpecifier(imported, ParseImportedBinding()), marker);
        }

        if (imported is not Identifier local) throw Unexpected();
        CheckShorthand(token);
        if (IsRestricted(local.Name)) throw Fail(token.Start, Messages.StrictEvalArguments);
        DeclareLexical(local);
        return Finish(new ImportSpecifier(local, local), marker);
    }

    private Identifier ParseImportedBinding()
    {
        var id = ParseBindingIdentifier();
        DeclareLexical(id);
        return id;
    }

    /// <summary>An identifier name or a string, which must be well-formed Unicode (sec-module-semantics-static-semantics-early-errors).</summary>
    private Expression ParseModuleExportName()
    {
        if (Type != TokenType.String) return ParseIdentifierName();
        var start = Token.Start;
        var name = ParseString();
        for (var i = 0; i < name.Value.Length; i++)
        {
            if (!char.IsSurrogate(name.Value[i])) continue;
            if (i + 1 >= name.Value.Length || !char.IsSurrogatePair(name.Value[i], name.Value[i + 1])) throw Fail(start, Messages.MalformedExportName);
            i++;
        }

        return name;
    }

    private StringLiteral ParseModuleSource() => Type == TokenType.String ? ParseString() : throw Unexpected();

    private void ExpectContextual(TokenType type)
    {
        if (Token.Escaped) throw Unexpected();
        Expect(type);
    }

    private NodeList<ImportAttribute> ParseAttributes()
    {
        if (Type != TokenType.With) return default;
        Next();
        Expect(TokenType.OpenBrace);
        var mark = _nodes.Count;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (Type != TokenType.CloseBrace)
        {
            var marker = Start();
            var key = Type == TokenType.String ? (Expression)ParseString() : ParseIdentifierName();
            var name = key is Identifier id ? id.Name : ((StringLiteral)key).Value;
            if (!keys.Add(name)) throw FailWith(marker.Index, Messages.DuplicateAttribute, name);
            Expect(TokenType.Colon);
            _nodes.Add(Finish(new ImportAttribute(key, ParseModuleSource()), marker));
            if (Type != TokenType.CloseBrace) Expect(TokenType.Comma);
        }

        Next();
        return TakeNodes<ImportAttribute>(mark);
    }
}
