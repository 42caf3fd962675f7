using System.Buffers.Text;
using System.Text;

namespace Azure.Data.Tables;

/// <summary>Takes a batch's answer apart: one HTTP answer for each action, or a single one that refuses all.</summary>
internal static class TransactionReader
{
    public static List<Response> Read(ReadOnlyMemory<byte> body)
    {
        var responses = new List<Response>();
        var rest = body;
        for (var start = rest.Span.IndexOf("HTTP/1.1 "u8); start >= 0; start = rest.Span.IndexOf("HTTP/1.1 "u8))
        {
            rest = rest[start..];
            var headEnd = rest.Span.IndexOf("\r\n\r\n"u8);
            if (headEnd < 0)
                throw new InvalidDataException("An answer within the batch has no end of its headers.");
            var head = rest[..headEnd];
            rest = rest[(headEnd + 2)..];
            var bodyEnd = rest.Span.IndexOf("\r\n--"u8);
            if (bodyEnd < 0)
                throw new InvalidDataException("An answer within the batch has no end.");
            responses.Add(new TransactionActionResponse(Status(head.Span), head, bodyEnd > 2 ? rest[2..bodyEnd] : default));
            rest = rest[bodyEnd..];
        }

        return responses;
    }

    private static int Status(ReadOnlySpan<byte> head) =>
        Utf8Parser.TryParse(head["HTTP/1.1 ".Length..], out int status, out _)
            ? status
            : throw new InvalidDataException($"An answer within the batch has no status: {Encoding.UTF8.GetString(head)}");
}
