using Acornima.Ast;

namespace Acornima.Parsing;

// Statements (sec-ecmascript-language-statements-and-declarations).
internal sealed partial class SyntaxParser
{
    /// <summary>Where a statement stands, which decides what declarations may stand there.</summary>
    private enum StatementContext
    {
        /// <summary>In the list of a block or a function.</summary>
        List,

        /// <summary>In the list of a program.</summary>
        TopLevel,

        /// <summary>In the list of a switch case, where <c>using</c> is not allowed.</summary>
        Case,

        /// <summary>After <c>if (…)</c> or <c>else</c>, where sloppy code may have a function.</summary>
        IfBody,

        /// <summary>After a label that stands in a list.</summary>
        Labelled,

        /// <summary>The body of a loop or of <c>with</c>, labels or not.</summary>
        Single,
    }

    private static bool AllowsDeclarations(StatementContext context) =>
        context is StatementContext.List or StatementContext.TopLevel or StatementContext.Case;

    private Statement ParseStatement(StatementContext context)
    {
        Enter();
        var statement = ParseStatementCore(context);
        Leave();
        return statement;
    }

    private Statement ParseStatementCore(StatementContext context)
    {
        switch (Type)
        {
            case TokenType.OpenBrace: return ParseBlock();
            case TokenType.Semicolon: return ParseEmpty();
            case TokenType.Var: return ParseVariableStatement(VariableDeclarationKind.Var);
            case TokenType.If: return ParseIf();
            case TokenType.For: return ParseFor();
            case TokenType.While: return ParseWhile();
            case TokenType.Do: return ParseDoWhile();
            case TokenType.Continue or TokenType.Break: return ParseJump();
            case TokenType.Return: return ParseReturn();
            case TokenType.With: return ParseWith();
            case TokenType.Switch: return ParseSwitch();
            case TokenType.Throw: return ParseThrow();
            case TokenType.Try: return ParseTry();
            case TokenType.Debugger: return ParseDebugger();
            case TokenType.Function: return ParseFunctionStatement(context);
            case TokenType.Class or TokenType.Const: return ParseDeclaration(context);
            case TokenType.At when DecoratorsEnabled: return ParseDeclaration(context);
            case TokenType.Let when IsLetDeclaration(context): return ParseDeclaration(context);
            case TokenType.Using when IsUsingDeclaration(): return ParseUsing(context);
            case TokenType.Await when IsAwaitUsing(): return ParseUsing(context);
            case TokenType.Import when !IsImportExpression(): return ParseImport(context);
            case TokenType.Export: return ParseExport(context);
            case TokenType.Async when IsAsyncFunction():
                if (!AllowsDeclarations(context)) throw Fail(Token.Start, Messages.AsyncFunctionInStatement);
                return ParseFunctionDeclaration(StatementContext.List);
            default: return ParseExpressionStatement(context);
        }
    }

    private Statement ParseDeclaration(StatementContext context)
    {
        if (!AllowsDeclarations(context))
            throw Type == TokenType.Class ? Unexpected() : Fail(Token.Start, Messages.LexicalInStatement);
        return Type switch
        {
            TokenType.Const => ParseVariableStatement(VariableDeclarationKind.Const),
            TokenType.Let => ParseVariableStatement(VariableDeclarationKind.Let),
            _ => ParseClassDeclaration(),
        };
    }

    private EmptyStatement ParseEmpty()
    {
        var marker = Start();
        Next();
        return Finish(new EmptyStatement(), marker);
    }

    private DebuggerStatement ParseDebugger()
    {
        var marker = Start();
        Next();
        ExpectSemicolon();
        return Finish(new DebuggerStatement(), marker);
    }

    private NestedBlockStatement ParseBlock()
    {
        var marker = Start();
        var frame = PushScope(hoisting: false);
        var body = ParseBlockBody();
        return FinishScope(new NestedBlockStatement(body), marker, frame);
    }

    private NodeList<Statement> ParseBlockBody()
    {
        Expect(TokenType.OpenBrace);
        var mark = _nodes.Count;
        while (Type != TokenType.CloseBrace) _nodes.Add(ParseStatement(StatementContext.List));
        Next();
        return TakeNodes<Statement>(mark);
    }

    private Statement ParseExpressionStatement(StatementContext context)
    {
        var marker = Start();
        var name = TokenFacts.IsName(Type);
        var expression = ParseExpression();
        if (name && expression is Identifier { Parenthesized: false } label && Type == TokenType.Colon) return ParseLabelled(marker, label, context);
        ExpectSemicolon();
        return Finish(new NonSpecialExpressionStatement(expression), marker);
    }

    private ReturnStatement ParseReturn()
    {
        var marker = Start();
        if (!Has(FunctionFlags.Function) && (!_options.AllowReturnOutsideFunction || Has(FunctionFlags.NoAwait))) throw Fail(Token.Start, Messages.IllegalReturn);
        Next();
        var argument = Type == TokenType.Semicolon || CanInsertSemicolon() ? null : ParseExpression();
        ExpectSemicolon();
        return Finish(new ReturnStatement(argument), marker);
    }

    private ThrowStatement ParseThrow()
    {
        var marker = Start();
        Next();
        if (Token.NewLineBefore) throw Fail(Token.Start, Messages.NewlineAfterThrow);
        var argument = ParseExpression();
        ExpectSemicolon();
        return Finish(new ThrowStatement(argument), marker);
    }

    private WithStatement ParseWith()
    {
        var marker = Start();
        if (_strict) throw Fail(Token.Start, Messages.StrictWith);
        Next();
        var target = ParseParenthesizedHead();
        var body = ParseStatement(StatementContext.Single);
        return Finish(new WithStatement(target, body), marker);
    }

    private Expression ParseParenthesizedHead()
    {
        Expect(TokenType.OpenParen);
        var expression = ParseExpression();
        Expect(TokenType.CloseParen);
        return expression;
    }

    private IfStatement ParseIf()
    {
        var marker = Start();
        Next();
        var test = ParseParenthesizedHead();
        var consequent = ParseStatement(StatementContext.IfBody);
        var alternate = Eat(TokenType.Else) ? ParseStatement(StatementContext.IfBody) : null;
        return Finish(new IfStatement(test, consequent, alternate), marker);
    }

    private TryStatement ParseTry()
    {
        var marker = Start();
        Next();
        var block = ParseBlock();
        var handler = Type == TokenType.Catch ? ParseCatch() : null;
        var finalizer = Eat(TokenType.Finally) ? ParseBlock() : null;
        if (handler is null && finalizer is null) throw Fail(Token.Start, Messages.MissingCatchOrFinally);
        return Finish(new TryStatement(block, handler, finalizer), marker);
    }

    private CatchClause ParseCatch()
    {
        var marker = Start();
        Next();
        var frame = PushScope(hoisting: false);
        Node? parameter = null;
        if (Eat(TokenType.OpenParen))
        {
            parameter = ParseBindingTarget();
            if (parameter is Identifier id) DeclareSimpleCatch(id);
            else DeclarePattern(parameter, BindingKind.Lexical);
            Expect(TokenType.CloseParen);
        }

        // The block must not declare the parameter's names again (sec-try-statement-static-semantics-early-errors).
        var start = Start();
        var inner = PushScope(hoisting: false);
        inner.Parameters = frame;
        var body = FinishScope(new NestedBlockStatement(ParseBlockBody()), start, inner);
        return FinishScope(new CatchClause(parameter, body), marker, frame);
    }

    private SwitchStatement ParseSwitch()
    {
        var marker = Start();
        Next();
        var discriminant = ParseParenthesizedHead();
        Expect(TokenType.OpenBrace);
        var frame = PushScope(hoisting: false);
        _labels.Add(new LabelEntry(null, LabelKind.Switch));
        var (mark, hasDefault) = (_nodes.Count, false);
        while (Type != TokenType.CloseBrace)
        {
            if (Type == TokenType.Default)
            {
                if (hasDefault) throw Fail(Token.Start, Messages.MultipleDefaults);
                hasDefault = true;
            }

            _nodes.Add(ParseCase());
        }

        _labels.RemoveAt(_labels.Count - 1);
        Next();
        return FinishScope(new SwitchStatement(discriminant, TakeNodes<SwitchCase>(mark)), marker, frame);
    }

    private SwitchCase ParseCase()
    {
        var marker = Start();
        Expression? test = null;
        if (!Eat(TokenType.Default))
        {
            Expect(TokenType.Case);
            test = ParseExpression();
        }

        Expect(TokenType.Colon);
        var mark = _nodes.Count;
        while (Type is not (TokenType.Case or TokenType.Default or TokenType.CloseBrace)) _nodes.Add(ParseStatement(StatementContext.Case));
        return Finish(new SwitchCase(test, TakeNodes<Statement>(mark)), marker);
    }
}
