using System.Buffers;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>A request body that grows in a pooled array.</summary>
internal sealed class PooledContent(int capacity = PooledContent.DefaultCapacity) : RequestContent
{
    private const int DefaultCapacity = 2048;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);
    private int _sends;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Free room of at least the given size at the end.</summary>
    public Span<byte> Room(int size)
    {
        if (_bytes.Length - Length < size)
            Grow(size);
        return _bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Appends text that is known to be ASCII, such as an address.</summary>
    public void AppendAscii(string text)
    {
        System.Text.Encoding.ASCII.GetBytes(text, Room(text.Length));
        Length += text.Length;
    }

    /// <summary>
    /// Gives the array back. A body that was sent more than once keeps it: an abandoned try may still be reading from it.
    /// </summary>
    public void Recycle()
    {
        if (_sends > 1 || _bytes.Length == 0)
            return;
        var bytes = _bytes;
        (_bytes, Length) = ([], 0);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    public override async Task WriteToAsync(Stream stream, CancellationToken cancellation)
    {
        _sends++;
        await stream.WriteAsync(_bytes.AsMemory(0, Length), cancellation).ConfigureAwait(false);
    }

    public override void WriteTo(Stream stream, CancellationToken cancellation)
    {
        _sends++;
        stream.Write(_bytes, 0, Length);
    }

    public override bool TryComputeLength(out long length)
    {
        length = Length;
        return true;
    }

    public override void Dispose()
    {
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, Length + size));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
