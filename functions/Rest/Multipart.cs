using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Gantry.Functions.Rest;

/// <summary>A part of a multipart form.</summary>
/// <param name="Name">The field.</param>
/// <param name="FileName">The file's name; null for a plain field.</param>
/// <param name="Body">What it holds; to be read before the next part.</param>
internal sealed record MultipartPart(string Name, string? FileName, Stream Body);

/// <summary>Reads <c>multipart/form-data</c> part by part, without keeping it.</summary>
internal static class Multipart
{
    private const int MaxParts = 20;
    private const int MaxBoundary = 70;

    /// <summary>Whether a request says that it is such a form.</summary>
    public static bool Is(HttpRequest request) => request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The parts, in order.</summary>
    /// <exception cref="ApiException">400: it is no such form, or it breaks off.</exception>
    public static async IAsyncEnumerable<MultipartPart> ReadAsync(HttpRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(BoundaryOf(request), request.Body);
        for (var count = 0; await NextAsync(reader, cancellationToken) is { } section; count++)
        {
            if (count == MaxParts) throw Malformed($"it has more than {MaxParts} parts");
            if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) && HeaderUtilities.RemoveQuotes(disposition.Name).Value is { Length: > 0 } name)
                yield return new MultipartPart(name, disposition.FileName.HasValue ? HeaderUtilities.RemoveQuotes(disposition.FileName).Value : null, section.Body);
        }
    }

    /// <summary>All bytes of a part.</summary>
    /// <exception cref="ApiException">400: the form breaks off. 413: there are more than the limit.</exception>
    public static async Task<byte[]> BytesAsync(MultipartPart part, int maxBytes, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await ReadAsync(part.Body, buffer, cancellationToken) is > 0 and var count)
        {
            if (kept.Length + count > maxBytes) throw new ApiException(413, "error-file-too-large", $"The field '{part.Name}' is larger than {maxBytes} bytes. [error-file-too-large]", new { limit = maxBytes });
            kept.Write(buffer, 0, count);
        }

        return kept.ToArray();
    }

    /// <summary>The text of a plain field.</summary>
    public static async Task<string> TextAsync(MultipartPart part, CancellationToken cancellationToken) => Encoding.UTF8.GetString(await BytesAsync(part, 4096, cancellationToken));

    /// <summary>What is wrong with the form.</summary>
    public static ApiException Malformed(string reason) => new(400, "error-invalid-form", $"The body is not a multipart form: {reason}. [error-invalid-form]");

    private static string BoundaryOf(HttpRequest request)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        if (!Is(request)) throw Malformed("its Content-Type is not multipart/form-data");
        return boundary is { Length: > 0 and <= MaxBoundary } ? boundary : throw Malformed("its Content-Type names no boundary");
    }

    private static Task<MultipartSection?> NextAsync(MultipartReader reader, CancellationToken cancellationToken) => GuardAsync(() => reader.ReadNextSectionAsync(cancellationToken));

    private static Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellationToken) => GuardAsync(() => body.ReadAsync(buffer, cancellationToken).AsTask());

    // The reader says so by exceptions that elsewhere mean that storage is away.
    private static async Task<T> GuardAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception fault) when (fault is InvalidDataException || (fault is IOException and not BadHttpRequestException && fault.InnerException is null))
        {
            throw Malformed("it breaks off, or a part is malformed");
        }
    }
}
