using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>The answer to one action, a slice of the batch's; its headers are read when they are asked for.</summary>
internal sealed class TransactionActionResponse(int status, ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> body) : Response
{
    private Stream? _stream;

    public override int Status => status;

    public override string ReasonPhrase => Encoding.UTF8.GetString(StatusLine(head.Span)["HTTP/1.1 200 ".Length..]);

    public override Stream? ContentStream
    {
        get => _stream ??= body.IsEmpty ? null : BodyStream();
        set => _stream = value;
    }

    public override string ClientRequestId { get; set; } = "";

    public override bool IsError => status >= 400;

    public override void Dispose() => _stream?.Dispose();

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = EnumerateHeaders().FirstOrDefault(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase)).Value;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        var found = TryGetHeader(name, out var value);
        values = found ? [value!] : null;
        return found;
    }

    protected override IEnumerable<HttpHeader> EnumerateHeaders()
    {
        var lines = Encoding.UTF8.GetString(head.Span).Split("\r\n");
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                yield return new HttpHeader(line[..colon], line[(colon + 1)..].Trim());
        }
    }

    private static ReadOnlySpan<byte> StatusLine(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf("\r\n"u8);
        return end < 0 ? head : head[..end];
    }

    private MemoryStream BodyStream() =>
        MemoryMarshal.TryGetArray(body, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false, publiclyVisible: true)
            : new MemoryStream(body.ToArray(), 0, body.Length, writable: false, publiclyVisible: true);
}
