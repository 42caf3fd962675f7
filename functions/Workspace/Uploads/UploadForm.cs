using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Gantry.Functions.Workspace.Uploads;

/// <summary>A file in a form, as it arrives.</summary>
internal sealed record IncomingFile(string Name, string? Type, Stream Content);

/// <summary>Reads a <c>multipart/form-data</c> body from the front, without holding its files: fields gather in <see cref="Fields"/> as they come by.</summary>
internal sealed class UploadForm
{
    private const int MaxFields = 50;
    private const int MaxFieldBytes = 64 * 1024;
    private const int MaxBoundary = 200;

    private readonly MultipartReader _reader;
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    private UploadForm(MultipartReader reader) => _reader = reader;

    /// <summary>The fields that came by so far.</summary>
    public IReadOnlyDictionary<string, string> Fields => _fields;

    /// <summary>Opens a request's body; what the query says counts as fields.</summary>
    /// <exception cref="ApiException">400: it is no such form.</exception>
    public static UploadForm Open(HttpRequest request)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value
            : null;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > MaxBoundary) throw Invalid("The body must be multipart/form-data with a file");
        var form = new UploadForm(new MultipartReader(boundary, request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 8 * 1024 });
        foreach (var (name, value) in request.Query) form._fields[name] = value.ToString();
        return form;
    }

    /// <summary>Reads on to the next file; null at the end.</summary>
    /// <exception cref="ApiException">400: the form is broken, or a field too long.</exception>
    public async Task<IncomingFile?> NextFileAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) continue;
                var fileName = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
                if (fileName.HasValue) return new IncomingFile(HeaderUtilities.RemoveQuotes(fileName).ToString(), section.ContentType, section.Body);
                await AddFieldAsync(HeaderUtilities.RemoveQuotes(disposition.Name).ToString(), section.Body, cancellationToken);
            }

            return null;
        }
        catch (Exception broken) when (broken is (IOException or InvalidDataException) and not BadHttpRequestException)
        {
            throw Invalid("The form is broken: " + broken.Message);
        }
    }

    /// <summary>The form is none, or has no file that could be kept (seed 002: error-invalid-file).</summary>
    public static ApiException Invalid(string sentence) => new(400, "error-invalid-file", $"{sentence} [error-invalid-file]");

    private async Task AddFieldAsync(string name, Stream body, CancellationToken cancellationToken)
    {
        if (_fields.Count >= MaxFields) throw Invalid($"The form has more than {MaxFields} fields");
        var bytes = new byte[MaxFieldBytes + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > MaxFieldBytes) throw Invalid($"The field '{name}' is longer than {MaxFieldBytes} bytes");
        _fields[name] = Encoding.UTF8.GetString(bytes, 0, length);
    }
}
