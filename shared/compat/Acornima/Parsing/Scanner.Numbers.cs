using System.Globalization;
using System.Numerics;

namespace Acornima.Parsing;

// Numeric literals (sec-literals-numeric-literals) and the legacy octal ones of Annex B.1.1.
internal sealed partial class Scanner
{
    private TokenType ScanNumber()
    {
        if (Peek() == '0')
        {
            switch (Peek(1))
            {
                case 'x' or 'X': return ScanRadix(4);
                case 'o' or 'O': return ScanRadix(3);
                case 'b' or 'B': return ScanRadix(1);
                case >= '0' and <= '9': return ScanLegacyNumber();
                case '_': throw Error(_pos + 1, Messages.ZeroDigitNumericSeparator);
            }
        }

        return ScanDecimal(legacy: false);
    }

    private TokenType ScanDecimal(bool legacy)
    {
        var start = _pos;
        var separators = ScanDigits(10, legacy);
        if (Peek() == 'n' && !legacy)
        {
            _pos++;
            CheckAfterNumber();
            return TokenType.BigInt;
        }

        var integer = true;
        if (Peek() == '.')
        {
            integer = false;
            _pos++;
            if (Peek() == '_') throw Error(_pos, Messages.ContinuousNumericSeparator);
            if (Characters.IsDigit(Peek())) separators |= ScanDigits(10);
        }

        if (Peek() is 'e' or 'E')
        {
            integer = false;
            _pos++;
            if (Peek() is '+' or '-') _pos++;
            if (!Characters.IsDigit(Peek())) throw Error(start, Messages.InvalidToken);
            separators |= ScanDigits(10);
        }

        CheckAfterNumber();
        Current.Number = DecimalValue(Span(start, _pos), integer, separators);
        return TokenType.Number;
    }

    private static double DecimalValue(ReadOnlySpan<char> text, bool integer, bool separators)
    {
        if (integer && !separators && text.Length <= 15)
        {
            long value = 0;
            foreach (var c in text) value = (value * 10) + (c - '0');
            return value;
        }

        if (separators) text = text.ToString().Replace("_", "", StringComparison.Ordinal);
        return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private TokenType ScanRadix(int bits)
    {
        _pos += 2;
        var start = _pos;
        ScanDigits(1 << bits);
        if (_pos == start) throw Error(Current.Start, Messages.InvalidToken);
        var digits = Span(start, _pos);
        if (Peek() == 'n')
        {
            _pos++;
            CheckAfterNumber();
            return TokenType.BigInt;
        }

        CheckAfterNumber();
        Current.Number = BinaryValue(digits, bits);
        return TokenType.Number;
    }

    private TokenType ScanLegacyNumber()
    {
        var start = _pos;
        var i = _pos;
        while (i < _end && Characters.IsDigit(_input[i])) i++;
        Current.LegacyOctal = start + 1;
        if (_input.AsSpan(start, i - start).IndexOfAny('8', '9') >= 0)
        {
            Current.LegacyDecimal = true;
            return ScanDecimal(legacy: true);
        }

        _pos = i;
        CheckAfterNumber();
        Current.Number = BinaryValue(Span(start, i), 3);
        return TokenType.Number;
    }

    /// <summary>Skips digits with separators between them.</summary>
    /// <returns>Whether there were separators.</returns>
    private bool ScanDigits(int radix, bool legacy = false)
    {
        var separators = false;
        var start = _pos;
        while (_pos < _end)
        {
            var c = _input[_pos];
            if (c == '_')
            {
                if (legacy) throw Error(_pos, Messages.ZeroDigitNumericSeparator);
                if (_pos == start) throw Error(_pos, Messages.InvalidToken);
                if (Peek(1) == '_') throw Error(_pos + 1, Messages.ContinuousNumericSeparator);
                if ((uint)Characters.HexValue(Peek(1)) >= (uint)radix) throw Error(_pos + 1, Messages.TrailingNumericSeparator);
                separators = true;
            }
            else if ((uint)Characters.HexValue(c) >= (uint)radix)
            {
                break;
            }

            _pos++;
        }

        return separators;
    }

    /// <summary>A name or a digit must not follow a number immediately.</summary>
    private void CheckAfterNumber()
    {
        if (_pos >= _end) return;
        var c = CodePointAt(_pos);
        if (c == '\\' || Characters.IsDigit((char)c) || Characters.IsIdentifierStart(c)) throw Error(Current.Start, Messages.InvalidToken);
    }

    /// <summary>The double nearest to digits of a radix that is a power of two; ties go to even.</summary>
    private static double BinaryValue(ReadOnlySpan<char> digits, int bitsPerDigit)
    {
        ulong mantissa = 0;
        var (exponent, sticky) = (0, false);
        foreach (var c in digits)
        {
            if (c == '_') continue;
            var digit = (ulong)Characters.HexValue(c);
            if (mantissa >> (64 - bitsPerDigit) == 0)
            {
                mantissa = (mantissa << bitsPerDigit) | digit;
            }
            else
            {
                exponent += bitsPerDigit;
                sticky |= digit != 0;
            }
        }

        // The lowest bit of 64 is far below the last of 53, so the rounding of the conversion sees that something was cut off.
        if (sticky) mantissa |= 1;
        return Math.ScaleB(mantissa, exponent);
    }

    /// <summary>The value of a big integer token.</summary>
    public static BigInteger BigIntValue(ReadOnlySpan<char> raw)
    {
        var text = raw[..^1].ToString().Replace("_", "", StringComparison.Ordinal);
        if (text.Length < 2 || char.IsAsciiDigit(text[1])) return BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        var digits = text[2..];
        return text[1] switch
        {
            'x' or 'X' => BigInteger.Parse("0" + digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            'b' or 'B' => BigInteger.Parse("0" + digits, NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture),
            _ => BigInteger.Parse(
                "0" + string.Concat(digits.Select(c => Convert.ToString(c - '0', 2).PadLeft(3, '0'))), NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture),
        };
    }
}
