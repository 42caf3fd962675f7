namespace Acornima.Parsing;

/// <summary>
/// Gives equal spans of one source the same string, so that names are stored once and compared by reference.
/// </summary>
internal sealed class NameTable
{
    private string?[] _names = new string?[512];
    private int[] _hashes = new int[512];
    private int _count;

    public string Get(ReadOnlySpan<char> span)
    {
        // The randomized hash: names are chosen by whoever writes the script.
        var hash = string.GetHashCode(span, StringComparison.Ordinal);
        var mask = _names.Length - 1;
        var i = hash & mask;
        while (_names[i] is { } name)
        {
            if (_hashes[i] == hash && span.SequenceEqual(name)) return name;
            i = (i + 1) & mask;
        }

        var added = span.ToString();
        _names[i] = added;
        _hashes[i] = hash;
        if (++_count * 2 > _names.Length) Grow();
        return added;
    }

    private void Grow()
    {
        var (names, hashes) = (_names, _hashes);
        _names = new string?[names.Length * 2];
        _hashes = new int[names.Length * 2];
        var mask = _names.Length - 1;
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i] is null) continue;
            var j = hashes[i] & mask;
            while (_names[j] is not null) j = (j + 1) & mask;
            (_names[j], _hashes[j]) = (names[i], hashes[i]);
        }
    }
}
