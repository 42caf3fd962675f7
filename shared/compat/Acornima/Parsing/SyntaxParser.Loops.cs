using Acornima.Ast;

namespace Acornima.Parsing;

// Loops (sec-iteration-statements).
internal sealed partial class SyntaxParser
{
    private WhileStatement ParseWhile()
    {
        var marker = Start();
        Next();
        var test = ParseParenthesizedHead();
        var body = ParseLoopBody();
        return Finish(new WhileStatement(test, body), marker);
    }

    private DoWhileStatement ParseDoWhile()
    {
        var marker = Start();
        Next();
        var body = ParseLoopBody();
        Expect(TokenType.While);
        var test = ParseParenthesizedHead();

        // A semicolon is inserted after do-while wherever there is none.
        Eat(TokenType.Semicolon);
        return Finish(new DoWhileStatement(body, test), marker);
    }

    private Statement ParseFor()
    {
        var marker = Start();
        Next();
        var awaitStart = -1;
        if (Type == TokenType.Await)
        {
            if (!CanAwait) throw Unexpected();
            awaitStart = Token.Start;
            Next();
        }

        Expect(TokenType.OpenParen);
        var frame = PushScope(hoisting: false);
        if (Type == TokenType.Semicolon)
        {
            if (awaitStart >= 0) throw Unexpected();
            return ParseForRest(marker, frame, null);
        }

        return ForDeclarationKind() is { } kind
            ? ParseForDeclaration(marker, frame, kind, awaitStart)
            : ParseForExpression(marker, frame, awaitStart);
    }

    private VariableDeclarationKind? ForDeclarationKind() => Type switch
    {
        TokenType.Var => VariableDeclarationKind.Var,
        TokenType.Const => VariableDeclarationKind.Const,
        TokenType.Let when IsLetDeclaration(StatementContext.List) => VariableDeclarationKind.Let,
        TokenType.Using when IsUsingDeclaration(inFor: true) => VariableDeclarationKind.Using,
        TokenType.Await when IsAwaitUsing() => VariableDeclarationKind.AwaitUsing,
        _ => null,
    };

    private Statement ParseForDeclaration(in Marker marker, ScopeFrame frame, VariableDeclarationKind kind, int awaitStart)
    {
        var start = Start();
        Next();
        if (kind == VariableDeclarationKind.AwaitUsing) Next();
        var mark = _nodes.Count;
        ParseDeclarators(kind, inFor: true);
        var declaration = Finish(new VariableDeclaration(kind, TakeNodes<VariableDeclarator>(mark)), start);
        var isOf = Type == TokenType.Of && !Token.Escaped;
        if (!isOf && Type != TokenType.In)
        {
            if (awaitStart >= 0) throw Unexpected();
            CheckForInitializers(declaration);
            return ParseForRest(marker, frame, declaration);
        }

        if (declaration.Declarations.Count != 1) throw FailWith(start.Index, Messages.ForMultipleBindings, isOf ? "for-of" : "for-in");
        var declarator = declaration.Declarations[0];
        if (declarator.Init is not null && !AllowsForInInitializer(declaration, isOf))
            throw FailWith(start.Index, Messages.ForInitializer, isOf ? "for-of" : "for-in");
        if (!isOf && kind is VariableDeclarationKind.Using or VariableDeclarationKind.AwaitUsing) throw Unexpected();
        return ParseForEach(marker, frame, declaration, isOf, awaitStart);
    }

    /// <summary>Sloppy code may have <c>for (var a = 1 in b)</c> (sec-initializers-in-forin-statement-heads).</summary>
    private bool AllowsForInInitializer(VariableDeclaration declaration, bool isOf) =>
        !isOf && !_strict && declaration.Kind == VariableDeclarationKind.Var && declaration.Declarations[0].Id is Identifier;

    private Statement ParseForExpression(in Marker marker, ScopeFrame frame, int awaitStart)
    {
        var (startsWithLet, startsWithAsync, start) = (Type == TokenType.Let, Type == TokenType.Async && !Token.Escaped, Token.Start);
        var cover = default(Cover);
        var init = ParseExpressionCover(allowIn: false, ref cover);
        var isOf = Type == TokenType.Of && !Token.Escaped;
        if (!isOf && Type != TokenType.In)
        {
            if (awaitStart >= 0) throw Unexpected();
            ThrowCover(cover);
            return ParseForRest(marker, frame, init);
        }

        // [lookahead ∉ { let, async of }], so that neither a declaration nor an arrow function is meant (sec-for-in-and-for-of-statements).
        if (isOf && startsWithLet) throw Fail(start, Messages.ForOfLet);
        if (isOf && awaitStart < 0 && startsWithAsync && init is Identifier { Parenthesized: false }) throw Fail(start, Messages.ForOfAsync);
        if (init is ArrayExpression or ObjectExpression or MemberExpression or Identifier) return ParseForEach(marker, frame, ToAssignmentTarget(init), isOf, awaitStart);
        throw Fail(init.Start, Messages.InvalidForTarget);
    }

    private Statement ParseForEach(in Marker marker, ScopeFrame frame, Node left, bool isOf, int awaitStart)
    {
        if (awaitStart >= 0 && !isOf) throw Unexpected();
        Next();
        var right = isOf ? ParseAssignment() : ParseExpression();
        Expect(TokenType.CloseParen);
        var body = ParseLoopBody();
        Statement loop = isOf ? new ForOfStatement(left, right, body, awaitStart >= 0) : new ForInStatement(left, right, body);
        return FinishScope(loop, marker, frame);
    }

    private ForStatement ParseForRest(in Marker marker, ScopeFrame frame, StatementOrExpression? init)
    {
        Expect(TokenType.Semicolon);
        var test = Type == TokenType.Semicolon ? null : ParseExpression();
        Expect(TokenType.Semicolon);
        var update = Type == TokenType.CloseParen ? null : ParseExpression();
        Expect(TokenType.CloseParen);
        var body = ParseLoopBody();
        return FinishScope(new ForStatement(init, test, update, body), marker, frame);
    }
}
