using Acornima.Ast;

namespace Acornima.Parsing;

// Exports (sec-exports).
internal sealed partial class SyntaxParser
{
    private readonly HashSet<string> _exported = new(StringComparer.Ordinal);

    /// <summary>Local names in export lists, which must be declared somewhere in the module.</summary>
    private readonly List<Identifier> _exportedLocals = [];

    private ExportDeclaration ParseExport(StatementContext context)
    {
        var marker = Start();
        if (!_module || context != StatementContext.TopLevel) throw Unexpected();
        Next();
        switch (Type)
        {
            case TokenType.Star: return ParseExportAll(marker);
            case TokenType.Default: return ParseExportDefault(marker);
            case TokenType.OpenBrace: return ParseExportList(marker);
            default: return ParseExportedDeclaration(marker);
        }
    }

    private ExportAllDeclaration ParseExportAll(in Marker marker)
    {
        Next();
        Expression? exported = null;
        if (Type == TokenType.As && !Token.Escaped)
        {
            Next();
            exported = ParseModuleExportName();
            AddExport(exported);
        }

        ExpectContextual(TokenType.From);
        var source = ParseModuleSource();
        var attributes = ParseAttributes();
        ExpectSemicolon();
        return Finish(new ExportAllDeclaration(exported, source, attributes), marker);
    }

    private ExportDefaultDeclaration ParseExportDefault(in Marker marker)
    {
        AddExport("default", Token.Start);
        Next();
        StatementOrExpression declaration;
        if (Type == TokenType.Function || (Type == TokenType.Async && IsAsyncFunction()))
        {
            declaration = ParseFunctionDeclaration(StatementContext.List, nameOptional: true);
        }
        else if (Type == TokenType.Class || (Type == TokenType.At && DecoratorsEnabled))
        {
            declaration = ParseClassDeclaration(nameOptional: true);
        }
        else
        {
            declaration = ParseAssignment();
            ExpectSemicolon();
        }

        return Finish(new ExportDefaultDeclaration(declaration), marker);
    }

    private ExportNamedDeclaration ParseExportList(in Marker marker)
    {
        Next();
        var mark = _nodes.Count;
        while (Type != TokenType.CloseBrace)
        {
            var start = Start();
            var local = ParseModuleExportName();
            var exported = local;
            if (Type == TokenType.As && !Token.Escaped)
            {
                Next();
                exported = ParseModuleExportName();
            }

            AddExport(exported);
            _nodes.Add(Finish(new ExportSpecifier(local, exported), start));
            if (Type != TokenType.CloseBrace) Expect(TokenType.Comma);
        }

        Next();
        var specifiers = TakeNodes<ExportSpecifier>(mark);
        StringLiteral? source = null;
        NodeList<ImportAttribute> attributes = default;
        if (Type == TokenType.From && !Token.Escaped)
        {
            Next();
            source = ParseModuleSource();
            attributes = ParseAttributes();
        }
        else
        {
            foreach (var specifier in specifiers) NoteExportedLocal(specifier.Local);
        }

        ExpectSemicolon();
        return Finish(new ExportNamedDeclaration(null, specifiers, source, attributes), marker);
    }

    /// <summary>Without a source, what is exported is a reference, so it must be a name that is not reserved.</summary>
    private void NoteExportedLocal(Expression local)
    {
        if (local is not Identifier id) throw Fail(local.Start, Messages.UnexpectedString);
        var type = Keywords.TypeOf(id.Name);
        if (TokenFacts.IsReserved(type) || TokenFacts.IsStrictReserved(type) || type == TokenType.Await) throw FailWith(id.Start, Messages.UnexpectedToken, id.Name);
        _exportedLocals.Add(id);
    }

    private ExportNamedDeclaration ParseExportedDeclaration(in Marker marker)
    {
        var isDeclaration = Type is TokenType.Var or TokenType.Const or TokenType.Function or TokenType.Class
            || (Type == TokenType.Let && IsLetDeclaration(StatementContext.List))
            || (Type == TokenType.Async && IsAsyncFunction())
            || (Type == TokenType.At && DecoratorsEnabled);
        if (!isDeclaration) throw Unexpected();
        var declaration = (Declaration)ParseStatement(StatementContext.TopLevel);
        switch (declaration)
        {
            case VariableDeclaration variables:
                foreach (var declarator in variables.Declarations) ExportPattern(declarator.Id);
                break;
            case FunctionDeclaration function:
                ExportPattern(function.Id);
                break;
            case ClassDeclaration @class:
                ExportPattern(@class.Id);
                break;
        }

        return Finish(new ExportNamedDeclaration(declaration, default, null, default), marker);
    }

    private void ExportPattern(Node? pattern)
    {
        switch (pattern)
        {
            case Identifier id:
                AddExport(id.Name, id.Start);
                break;
            case AssignmentProperty property:
                ExportPattern(property.Value);
                break;
            case AssignmentPattern assignment:
                ExportPattern(assignment.Left);
                break;
            case ArrayPattern or ObjectPattern or RestElement:
                foreach (var child in pattern.ChildNodes) ExportPattern(child);
                break;
        }
    }

    private void AddExport(Expression exported) => AddExport(exported is Identifier id ? id.Name : ((StringLiteral)exported).Value, exported.Start);

    private void AddExport(string name, int index)
    {
        if (!_exported.Add(name)) throw FailWith(index, Messages.DuplicateExport, name);
    }

    private void CheckExports()
    {
        foreach (var id in _exportedLocals)
            if (CurrentScope.KindsOf(id.Name) == ScopeFrame.NameKinds.None) throw FailWith(id.Start, Messages.UndefinedExport, id.Name);
    }
}
