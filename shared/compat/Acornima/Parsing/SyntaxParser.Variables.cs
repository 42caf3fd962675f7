using Acornima.Ast;

namespace Acornima.Parsing;

// Variable declarations (sec-declarations-and-the-variable-statement, and using of the explicit resource management proposal in ES2026).
internal sealed partial class SyntaxParser
{
    /// <summary>Whether <c>let</c> begins a declaration here. Sloppy code may use it as a name.</summary>
    private bool IsLetDeclaration(StatementContext context)
    {
        if (Token.Escaped) return false;
        var (next, newLine) = LookAhead();
        if (next == TokenType.OpenBracket) return true;
        var starts = next == TokenType.OpenBrace || (TokenFacts.IsName(next) && !TokenFacts.IsReserved(next));

        // Where no declaration may stand, only "let [" is kept from being an expression statement, which then ends at the line.
        return starts && (AllowsDeclarations(context) || !newLine);
    }

    /// <summary>Whether <c>using</c> begins a declaration here: a name follows on the same line.</summary>
    private bool IsUsingDeclaration(bool inFor = false)
    {
        if (Token.Escaped || !_options.ExplicitResourceManagement) return false;
        var mark = _scanner.Save();
        _scanner.Next();
        var result = IsUsingBinding();
        if (result && inFor && Type == TokenType.Of)
        {
            // "for (using of" loops over an identifier named using, unless a variable named of gets a value.
            _scanner.Next();
            result = Type == TokenType.Assign;
        }

        _scanner.Restore(mark);
        return result;
    }

    private bool IsAwaitUsing()
    {
        if (Token.Escaped || !CanAwait || !_options.ExplicitResourceManagement) return false;
        var mark = _scanner.Save();
        _scanner.Next();
        var result = Type == TokenType.Using && !Token.Escaped && !Token.NewLineBefore;
        if (result)
        {
            _scanner.Next();
            result = IsUsingBinding();
        }

        _scanner.Restore(mark);
        return result;
    }

    private bool IsUsingBinding() => TokenFacts.IsName(Type) && !TokenFacts.IsReserved(Type) && !Token.NewLineBefore;

    private VariableDeclaration ParseUsing(StatementContext context)
    {
        if (!AllowsDeclarations(context)) throw Fail(Token.Start, Messages.LexicalInStatement);
        if (context == StatementContext.Case) throw Fail(Token.Start, Messages.UsingInCase);
        if (context == StatementContext.TopLevel && !_module && !_options.AllowTopLevelUsing) throw Fail(Token.Start, Messages.UsingAtTopLevel);
        return ParseVariableStatement(Type == TokenType.Await ? VariableDeclarationKind.AwaitUsing : VariableDeclarationKind.Using);
    }

    private VariableDeclaration ParseVariableStatement(VariableDeclarationKind kind)
    {
        var marker = Start();
        Next();
        if (kind == VariableDeclarationKind.AwaitUsing)
        {
            _lastAwait = marker.Index;
            Next();
        }

        var mark = _nodes.Count;
        ParseDeclarators(kind, inFor: false);
        ExpectSemicolon();
        return Finish(new VariableDeclaration(kind, TakeNodes<VariableDeclarator>(mark)), marker);
    }

    private void ParseDeclarators(VariableDeclarationKind kind, bool inFor)
    {
        do
        {
            var marker = Start();
            var isUsing = kind is VariableDeclarationKind.Using or VariableDeclarationKind.AwaitUsing;
            if (isUsing && Type is TokenType.OpenBrace or TokenType.OpenBracket) throw Unexpected();
            var id = ParseBindingTarget();
            var init = Eat(TokenType.Assign) ? ParseAssignment(allowIn: !inFor) : null;
            DeclarePattern(id, kind == VariableDeclarationKind.Var ? BindingKind.Var : BindingKind.Lexical);
            if (!inFor) CheckInitializer(kind, id, init);
            _nodes.Add(Finish(new VariableDeclarator(id, init), marker));
        }
        while (Eat(TokenType.Comma));
    }

    private void CheckForInitializers(VariableDeclaration declaration)
    {
        foreach (var declarator in declaration.Declarations) CheckInitializer(declaration.Kind, declarator.Id, declarator.Init);
    }

    private void CheckInitializer(VariableDeclarationKind kind, Node id, Expression? init)
    {
        if (init is not null) return;
        if (id is not Identifier) throw Fail(Token.Start, Messages.MissingDestructuringInitializer);
        if (kind == VariableDeclarationKind.Const) throw FailWith(Token.Start, Messages.MissingInitializer, "const");
        if (kind is VariableDeclarationKind.Using or VariableDeclarationKind.AwaitUsing) throw FailWith(Token.Start, Messages.MissingInitializer, "using");
    }
}
