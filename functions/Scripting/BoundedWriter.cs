using System.Buffers;

namespace Gantry.Functions.Scripting;

/// <summary>Collects JSON up to a limit, beyond which the run ends.</summary>
internal sealed class BoundedWriter(int maxBytes, string what) : IBufferWriter<byte>
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    public void Advance(int count)
    {
        _buffer.Advance(count);
        Check(0);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Check(sizeHint);
        return _buffer.GetMemory(sizeHint);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Check(sizeHint);
        return _buffer.GetSpan(sizeHint);
    }

    // A writer asks for as much as a text could take, three bytes a character, before it knows.
    private void Check(int sizeHint)
    {
        if (_buffer.WrittenCount > maxBytes || sizeHint > (maxBytes * 6L) + 4096) throw new ScriptFailure("LimitError", $"{what} is larger than {maxBytes} bytes.");
    }
}
