using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Acornima.Parsing;

// Template literals (sec-template-literal-lexical-components).
internal sealed partial class Scanner
{
    private static readonly SearchValues<char> TemplateStops = SearchValues.Create("`$\\\n\r\u2028\u2029");

    /// <summary>A piece of a template: the text up to the next substitution or the end.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct TemplatePiece(string? Cooked, string Raw, bool Tail, int Start, int End, Position From, Position To, int ErrorIndex, string? Error);

    /// <summary>Scans a piece from the end of the current token, which is the backtick or the closing brace of a substitution.</summary>
    public TemplatePiece ScanTemplate()
    {
        var start = _pos;
        var from = new Position(_line, _pos - _lineStart);
        StringBuilder? cooked = null;
        StringBuilder? raw = null;
        var (invalid, invalidIndex) = ((string?)null, 0);
        while (true)
        {
            var rest = _input.AsSpan(_pos, _end - _pos);
            var length = rest.IndexOfAny(TemplateStops);
            if (length < 0) throw Error(_end, Messages.UnterminatedTemplate);
            cooked?.Append(rest[..length]);
            raw?.Append(rest[..length]);
            _pos += length;
            var c = _input[_pos];
            if (c == '`' || (c == '$' && Peek(1) == '{')) break;
            switch (c)
            {
                case '\\':
                    cooked ??= new StringBuilder().Append(_input, start, _pos - start);
                    var at = _pos;
                    var error = ScanTemplateEscape(cooked);
                    if (error is not null && invalid is null) (invalid, invalidIndex) = (error, at);
                    AppendRaw(ref raw, start, at);
                    break;
                case '\r':
                    cooked ??= new StringBuilder().Append(_input, start, _pos - start);
                    cooked.Append('\n');
                    at = _pos++;
                    if (Peek() == '\n') _pos++;
                    StartLine(_pos);
                    AppendRaw(ref raw, start, at);
                    break;
                default:
                    cooked?.Append(c);
                    raw?.Append(c);
                    _pos++;
                    if (c != '$') StartLine(_pos);
                    break;
            }
        }

        var (end, to) = (_pos, new Position(_line, _pos - _lineStart));
        var text = raw?.ToString() ?? Slice(start, end);
        var tail = _input[_pos] == '`';
        _pos += tail ? 1 : 2;
        Close();
        var value = invalid is not null ? null : cooked?.ToString() ?? text;
        return new TemplatePiece(value, text, tail, start, end, from, to, invalidIndex, invalid);
    }

    /// <summary>Adds what was just scanned to the raw text, which differs from the source only where a carriage return becomes a line feed.</summary>
    private void AppendRaw(ref StringBuilder? raw, int start, int at)
    {
        var scanned = Span(at, _pos);
        if (raw is null)
        {
            if (!scanned.Contains('\r')) return;
            raw = new StringBuilder().Append(_input, start, at - start);
        }

        foreach (var (i, c) in scanned.ToString().Index())
        {
            if (c != '\r') raw.Append(c);
            else if (i + 1 >= scanned.Length || scanned[i + 1] != '\n') raw.Append('\n');
        }
    }

    /// <returns>Null, or what is wrong with the escape.</returns>
    private string? ScanTemplateEscape(StringBuilder cooked)
    {
        if (_pos + 1 >= _end) throw Error(_end, Messages.UnterminatedTemplate);
        var c = _input[_pos + 1];
        _pos += 2;
        if (c is >= '1' and <= '9' || (c == '0' && Characters.IsDigit(Peek()))) return c >= '8' ? Messages.TemplateDecimalEscape : Messages.TemplateOctalEscape;
        var value = ScanEscape(c, cooked);
        return value < 0 ? EscapeMessage(c, value) : null;
    }
}
