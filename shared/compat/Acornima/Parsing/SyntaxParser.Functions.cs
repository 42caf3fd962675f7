using System.Runtime.InteropServices;
using Acornima.Ast;

namespace Acornima.Parsing;

// Functions and methods (sec-function-definitions, sec-generator-function-definitions, sec-async-function-definitions, sec-method-definitions).
internal sealed partial class SyntaxParser
{
    private FunctionFlags _flags;

    /// <summary>Where the second of two parameters of one name stands, or -1.</summary>
    private int _duplicateParameter = -1;

    /// <summary>Where the last <c>yield</c> and <c>await</c> stand in this function: arrow parameters must have none.</summary>
    private int _lastYield = -1;
    private int _lastAwait = -1;
    private int _lastAwaitName = -1;

    private bool Has(FunctionFlags any) => (_flags & any) != FunctionFlags.None;

    private bool IsAsyncFunction()
    {
        if (Token.Escaped) return false;
        var (next, newLine) = LookAhead();
        return next == TokenType.Function && !newLine;
    }

    private FunctionDeclaration ParseFunctionStatement(StatementContext context)
    {
        if (AllowsDeclarations(context)) return ParseFunctionDeclaration(StatementContext.List);
        if (_strict) throw Fail(Token.Start, Messages.StrictFunctionInStatement);
        if (context == StatementContext.Single) throw Fail(Token.Start, Messages.SloppyFunctionInStatement);
        if (LookAhead().Type == TokenType.Star) throw Fail(Token.Start, Messages.GeneratorInStatement);
        if (context == StatementContext.Labelled) return ParseFunctionDeclaration(context);

        // After if, the function is as if in a block of its own (sec-functiondeclarations-in-ifstatement-statement-clauses).
        PushScope(hoisting: false);
        var declaration = ParseFunctionDeclaration(context);
        PopScope();
        return declaration;
    }

    private FunctionDeclaration ParseFunctionDeclaration(StatementContext context, bool nameOptional = false)
    {
        var marker = Start();
        var flags = ParseFunctionHead();
        if (context == StatementContext.Labelled && flags != FunctionFlags.None) throw Fail(marker.Index, Messages.GeneratorInStatement);
        Identifier? id = null;
        if (!nameOptional || Type != TokenType.OpenParen)
        {
            if (Type == TokenType.OpenParen) throw Fail(Token.Start, Messages.FunctionWithoutName);
            id = ParseBindingIdentifier();
            DeclareFunction(id, plain: flags == FunctionFlags.None);
        }

        var parts = ParseFunctionParts(flags | FunctionFlags.NewTarget, id, unique: false);
        var node = new FunctionDeclaration(id, parts.Parameters, parts.Body, flags.HasFlag(FunctionFlags.Generator), flags.HasFlag(FunctionFlags.Async));
        return FinishScope(node, marker, parts.Frame);
    }

    private FunctionExpression ParseFunctionExpression()
    {
        var marker = Start();
        var flags = ParseFunctionHead();
        Identifier? id = null;
        if (Type != TokenType.OpenParen)
        {
            // The name of a function expression is bound inside, so the function's own kind decides whether yield and await may be it.
            var outer = _flags;
            _flags = flags;
            id = ParseBindingIdentifier();
            _flags = outer;
        }

        var parts = ParseFunctionParts(flags | FunctionFlags.NewTarget, id, unique: false);
        var node = new FunctionExpression(id, parts.Parameters, parts.Body, flags.HasFlag(FunctionFlags.Generator), flags.HasFlag(FunctionFlags.Async));
        return FinishScope(node, marker, parts.Frame);
    }

    private FunctionFlags ParseFunctionHead()
    {
        var flags = FunctionFlags.None;
        if (Type == TokenType.Async)
        {
            flags |= FunctionFlags.Async;
            Next();
        }

        Expect(TokenType.Function);
        if (Eat(TokenType.Star)) flags |= FunctionFlags.Generator;
        return flags;
    }

    /// <summary>The function of a method, from its parameters on.</summary>
    private FunctionExpression ParseMethod(FunctionFlags flags, PropertyKind kind = PropertyKind.Method)
    {
        var marker = Start();
        var parts = ParseFunctionParts(flags | FunctionFlags.NewTarget | FunctionFlags.SuperProperty, null, unique: true);
        if (kind == PropertyKind.Get && parts.Parameters.Count != 0) throw Fail(parts.Parameters[0].Start, Messages.GetterParameters);
        if (kind == PropertyKind.Set)
        {
            if (parts.Parameters.Count != 1) throw Fail(marker.Index, Messages.SetterParameters);
            if (parts.Parameters[0] is RestElement) throw Fail(parts.Parameters[0].Start, Messages.SetterRest);
        }

        var node = new FunctionExpression(null, parts.Parameters, parts.Body, flags.HasFlag(FunctionFlags.Generator), flags.HasFlag(FunctionFlags.Async));
        return FinishScope(node, marker, parts.Frame);
    }

    /// <summary>Parameters and body. The caller finishes the function with the scope that comes back.</summary>
    private FunctionParts ParseFunctionParts(FunctionFlags flags, Identifier? id, bool unique)
    {
        var outer = EnterFunction(flags | FunctionFlags.Function | FunctionFlags.Parameters);
        var frame = PushScope(hoisting: true);
        var parameters = ParseParameters();
        _flags &= ~FunctionFlags.Parameters;
        var body = ParseFunctionBody(parameters, id, unique);
        LeaveFunction(outer);
        return new FunctionParts(parameters, body, frame);
    }

    private FunctionState EnterFunction(FunctionFlags flags)
    {
        var state = new FunctionState(_flags, _strict, _labelBase, _duplicateParameter, _lastYield, _lastAwait, _lastAwaitName);
        _flags = flags;
        _labelBase = _labels.Count;
        _duplicateParameter = -1;
        return state;
    }

    private void LeaveFunction(in FunctionState state)
    {
        _flags = state.Flags;
        _strict = state.Strict;
        _labelBase = state.LabelBase;
        _duplicateParameter = state.DuplicateParameter;
        (_lastYield, _lastAwait, _lastAwaitName) = (state.LastYield, state.LastAwait, state.LastAwaitName);
    }

    private NodeList<Node> ParseParameters()
    {
        Expect(TokenType.OpenParen);
        var mark = _nodes.Count;
        while (Type != TokenType.CloseParen)
        {
            var parameter = Type == TokenType.Ellipsis ? ParseBindingRest() : ParseBindingElement();
            DeclarePattern(parameter, BindingKind.Parameter);
            _nodes.Add(parameter);
            if (parameter is RestElement)
            {
                if (Type != TokenType.CloseParen) throw Fail(Token.Start, Messages.RestParameterNotLast);
                break;
            }

            if (Type != TokenType.CloseParen && !Eat(TokenType.Comma)) throw Type == TokenType.EndOfFile ? Unexpected() : Fail(Token.Start, Messages.MissingParenAfterParameters);
        }

        Next();
        return TakeNodes<Node>(mark);
    }

    private FunctionBody ParseFunctionBody(in NodeList<Node> parameters, Identifier? id, bool unique)
    {
        var marker = Start();
        Expect(TokenType.OpenBrace);
        var simple = IsSimple(parameters);
        var wasStrict = _strict;
        var mark = _nodes.Count;
        ParseDirectives(simple);
        if (_strict && !wasStrict)
        {
            if (id is not null) CheckStrictBinding(id);
            foreach (var parameter in parameters) CheckStrictBinding((Identifier)parameter);
        }

        if (_duplicateParameter >= 0 && (_strict || unique || !simple)) throw Fail(_duplicateParameter, Messages.DuplicateParameter);
        while (Type != TokenType.CloseBrace) _nodes.Add(ParseStatement(StatementContext.List));
        Next();
        return Finish(new FunctionBody(TakeNodes<Statement>(mark), _strict), marker);
    }

    private static bool IsSimple(in NodeList<Node> parameters)
    {
        foreach (var parameter in parameters)
            if (parameter is not Identifier) return false;
        return true;
    }

    /// <summary>Parses the directive prologue (sec-directive-prologues-and-the-use-strict-directive).</summary>
    private void ParseDirectives(bool simpleParameters)
    {
        var octal = default(LexToken);
        while (Type == TokenType.String)
        {
            var marker = Start();
            var token = Token;
            var expression = ParseExpression();
            ExpectSemicolon();
            if (expression is not StringLiteral literal || literal.End != token.End)
            {
                _nodes.Add(Finish(new NonSpecialExpressionStatement(expression), marker));
                return;
            }

            var raw = _scanner.Slice(token.Start + 1, token.End - 1);
            _nodes.Add(Finish(new Directive(literal, raw), marker));
            if (token.LegacyOctal > 0 && octal.LegacyOctal == 0) octal = token;
            if (raw != "use strict") continue;
            if (!simpleParameters) throw Fail(marker.Index, Messages.StrictDirectiveWithComplexParameters);
            _strict = true;
            if (octal.LegacyOctal > 0) throw Fail(octal.LegacyOctal - 1, octal.LegacyDecimal ? Messages.StrictDecimalEscape : Messages.StrictOctalEscape);
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct FunctionParts(NodeList<Node> Parameters, FunctionBody Body, ScopeFrame Frame);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct FunctionState(
        FunctionFlags Flags, bool Strict, int LabelBase, int DuplicateParameter, int LastYield, int LastAwait, int LastAwaitName);
}
