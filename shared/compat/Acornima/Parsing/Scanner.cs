using System.Runtime.CompilerServices;

namespace Acornima.Parsing;

/// <summary>
/// Splits a source text into tokens, one at a time. A slash is always taken for a division and a backtick stands alone: the parser, which knows
/// what may come, asks for the rest with <see cref="ScanRegExp"/> and <see cref="ScanTemplate"/> (the goal symbols of sec-ecmascript-language-lexical-grammar).
/// </summary>
internal sealed partial class Scanner
{
    private readonly string _input;
    private readonly int _end;
    private readonly bool _module;
    private readonly string? _sourceFile;
    private readonly NameTable _names;
    private int _pos;
    private int _line = 1;
    private int _lineStart;

    /// <summary>The token reached.</summary>
    public LexToken Current;

    public Scanner(string input, int start, int length, SourceType sourceType, string? sourceFile, NameTable names)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, input.Length - start);
        _input = input;
        _pos = start;
        _end = start + length;
        _module = sourceType == SourceType.Module;
        _sourceFile = sourceFile;
        _names = names;
        for (var i = 0; i < start; i++)
            if (EndsLine(i)) StartLine(i + 1);
        SkipHashbang();
    }

    /// <summary>A place to go back to after looking ahead.</summary>
    public readonly record struct Mark(int Position, int Line, int LineStart, LexToken Token);

    public Mark Save() => new(_pos, _line, _lineStart, Current);

    public void Restore(in Mark mark)
    {
        _pos = mark.Position;
        _line = mark.Line;
        _lineStart = mark.LineStart;
        Current = mark.Token;
    }

    /// <summary>Scans the next token.</summary>
    public void Next()
    {
        Current.NewLineBefore = SkipTrivia();
        Current.Escaped = false;
        Current.Text = null;
        Current.LegacyOctal = 0;
        Current.LegacyDecimal = false;
        Current.Start = _pos;
        Current.From = new Position(_line, _pos - _lineStart);
        Current.Type = ScanToken();
        Close();
    }

    public ReadOnlySpan<char> Span(int start, int end) => _input.AsSpan(start, end - start);

    public string Slice(int start, int end) => _input.Substring(start, end - start);

    /// <summary>The exception for an error at a character.</summary>
    public SyntaxErrorException Error(int index, string message, [CallerArgumentExpression(nameof(message))] string code = "")
    {
        var (line, lineStart) = (1, 0);
        for (var i = 0; i < index; i++)
        {
            if (!EndsLine(i)) continue;
            line++;
            lineStart = i + 1;
        }

        code = code[(code.LastIndexOf('.') + 1)..];
        return new SyntaxErrorException(new SyntaxError(code, message, index, new Position(line, index - lineStart), _sourceFile));
    }

    /// <summary>Ends the token where the scanner is.</summary>
    private void Close()
    {
        Current.End = _pos;
        Current.To = new Position(_line, _pos - _lineStart);
    }

    private char Peek(int offset = 0)
    {
        var i = _pos + offset;
        return i < _end ? _input[i] : '\0';
    }

    /// <summary>Whether a line ends after the character; the carriage return of a pair does not end it.</summary>
    private bool EndsLine(int i)
    {
        var c = _input[i];
        return Characters.IsLineTerminator(c) && !(c == '\r' && i + 1 < _input.Length && _input[i + 1] == '\n');
    }

    private void StartLine(int index)
    {
        _line++;
        _lineStart = index;
    }

    /// <summary>The code point at an index; a lone surrogate is one of its own.</summary>
    private int CodePointAt(int i)
    {
        var c = _input[i];
        return char.IsHighSurrogate(c) && i + 1 < _end && char.IsLowSurrogate(_input[i + 1]) ? char.ConvertToUtf32(c, _input[i + 1]) : c;
    }

    private TokenType ScanToken()
    {
        if (_pos >= _end) return TokenType.EndOfFile;
        var c = _input[_pos];
        if (c < 128)
        {
            if (Characters.IsIdentifierStart(c)) return ScanName();
            if (Characters.IsDigit(c)) return ScanNumber();
            return c switch
            {
                '"' or '\'' => ScanString(c),
                '\\' => ScanSlowName(_pos),
                '`' => Take(TokenType.Backtick, 1),
                '#' => ScanPrivateName(),
                _ => ScanPunctuator(c),
            };
        }

        if (Characters.IsIdentifierStart(CodePointAt(_pos))) return ScanSlowName(_pos);
        throw Error(_pos, Messages.InvalidToken);
    }

    private TokenType Take(TokenType type, int length)
    {
        _pos += length;
        return type;
    }
}
