using System.Runtime.CompilerServices;
using Acornima.Ast;

namespace Acornima.Parsing;

/// <summary>
/// A recursive-descent parser for one source text. Where the grammar needs a cover (sec-primary-expression-static-semantics-early-errors), an
/// expression is parsed and turned into a pattern when the token after it shows that it is one; nothing is parsed twice.
/// </summary>
internal sealed partial class SyntaxParser
{
    /// <summary>
    /// Levels of nesting that a program may have. Beyond it recursive users of the tree, the interpreter first, would be near the end of
    /// a thread's stack.
    /// </summary>
    private const int MaxDepth = 1200;

    private readonly ParserOptions _options;
    private readonly OnNodeHandler? _onNode;
    private readonly string _input;
    private readonly string? _sourceFile;
    private readonly bool _module;
    private readonly NameTable _names = new();
    private readonly Scanner _scanner;
    private int _prevEnd;
    private Position _prevTo;
    private int _depth;
    private bool _strict;

    public SyntaxParser(ParserOptions options, string input, int start, int length, SourceType sourceType, string? sourceFile)
    {
        _options = options;
        _onNode = options.OnNode;
        _input = input;
        _sourceFile = sourceFile;
        _module = sourceType == SourceType.Module;
        _scanner = new Scanner(input, start, length, sourceType, sourceFile, _names);
        _prevEnd = start;
        _scanner.Next();
    }

    /// <summary>The token that comes next.</summary>
    private ref LexToken Token => ref _scanner.Current;

    private TokenType Type => _scanner.Current.Type;

    public Script ParseScript(bool strict)
    {
        var marker = ProgramStart();
        _strict = strict;
        _flags = TopLevelFlags();
        var frame = PushScope(hoisting: true);
        var body = ParseProgramBody();
        return FinishProgram(new Script(body, _strict), marker, frame);
    }

    public Module ParseModule()
    {
        var marker = ProgramStart();
        _strict = true;
        _flags = TopLevelFlags() | FunctionFlags.Async;
        var frame = PushScope(hoisting: true, module: true);
        var body = ParseProgramBody();
        CheckExports();
        return FinishProgram(new Module(body), marker, frame);
    }

    public Expression ParseLoneExpression(bool strict)
    {
        _strict = strict;
        _flags = TopLevelFlags();
        PushScope(hoisting: true);
        var expression = ParseExpression();
        if (Type != TokenType.EndOfFile) throw Unexpected();
        return expression;
    }

    /// <summary>The program begins where its text does, not at the first token.</summary>
    private Marker ProgramStart() => new(_prevEnd, PositionOfStart());

    private Position PositionOfStart()
    {
        var (line, column) = (1, 0);
        for (var i = 0; i < _prevEnd; i++)
        {
            if (_input[i] == '\n' || _input[i] is '\u2028' or '\u2029' || (_input[i] == '\r' && (i + 1 == _input.Length || _input[i + 1] != '\n')))
                (line, column) = (line + 1, 0);
            else
                column++;
        }

        return new Position(line, column);
    }

    private FunctionFlags TopLevelFlags()
    {
        var flags = FunctionFlags.None;
        if (_options.AllowNewTargetOutsideFunction) flags |= FunctionFlags.NewTarget;
        if (_options.AllowSuperOutsideMethod) flags |= FunctionFlags.SuperProperty | FunctionFlags.SuperCall;
        return flags;
    }

    private NodeList<Statement> ParseProgramBody()
    {
        var mark = _nodes.Count;
        ParseDirectives(simpleParameters: true);
        while (Type != TokenType.EndOfFile) _nodes.Add(ParseStatement(StatementContext.TopLevel));
        return TakeNodes<Statement>(mark);
    }

    private T FinishProgram<T>(T program, in Marker marker, ScopeFrame frame) where T : Program
    {
        // The program ends where its text does: white space and comments after the last token are part of it.
        program.Place(marker.Index, Token.End, marker.From, Token.To, _sourceFile);
        _onNode?.Invoke(program, new OnNodeContext(_input, frame));
        PopScope();
        return program;
    }

    private void Next()
    {
        _prevEnd = Token.End;
        _prevTo = Token.To;
        _scanner.Next();
    }

    private bool Eat(TokenType type)
    {
        if (Type != type) return false;
        Next();
        return true;
    }

    private void Expect(TokenType type)
    {
        if (!Eat(type)) throw Unexpected();
    }

    /// <summary>The type of the token after the next, and whether a line ends before it.</summary>
    private (TokenType Type, bool NewLine) LookAhead()
    {
        var mark = _scanner.Save();
        _scanner.Next();
        var result = (Type, Token.NewLineBefore);
        _scanner.Restore(mark);
        return result;
    }

    private bool CanInsertSemicolon() => Type is TokenType.EndOfFile or TokenType.CloseBrace || Token.NewLineBefore;

    /// <summary>A semicolon, written or inserted (sec-rules-of-automatic-semicolon-insertion).</summary>
    private void ExpectSemicolon()
    {
        if (Eat(TokenType.Semicolon) || CanInsertSemicolon()) return;
        throw Unexpected();
    }

    /// <summary>Goes one level deeper. An error ends the parse, so only the regular way out has to count back.</summary>
    private void Enter()
    {
        if (++_depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw Fail(Token.Start, Messages.TooDeeplyNested);
    }

    private void Leave() => _depth--;
}
