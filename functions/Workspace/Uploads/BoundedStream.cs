namespace Gantry.Functions.Workspace.Uploads;

/// <summary>Reads what a client sends up to a limit; what goes wrong with it is the client's fault, not storage's.</summary>
internal sealed class BoundedStream(Stream source, long limit) : Stream
{
    /// <summary>Bytes that were read.</summary>
    public long Count { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    /// <exception cref="ApiException">413: there is more than the limit; 400: the body ends too early.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await source.ReadAsync(buffer, cancellationToken);
            Count += read;
            return Count <= limit ? read : throw TooLarge(limit);
        }
        catch (Exception broken) when (broken is (IOException or InvalidDataException) and not BadHttpRequestException)
        {
            throw UploadForm.Invalid("The body ends before the file does");
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    /// <summary>The file is larger than may be.</summary>
    public static ApiException TooLarge(long limit) =>
        new(413, "error-file-too-large", $"File exceeds allowed size of {limit} bytes [error-file-too-large]", new { limit });
}
