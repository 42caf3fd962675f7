using Gantry.Functions.Rest;
using Gantry.Shared.Egress;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity.Avatars;

/// <summary>Where a new picture comes from: a field of a form, a <c>data:</c> URL, or an address, which is fetched like every address that users choose.</summary>
internal sealed class AvatarSource(IOptions<EgressOptions> egress, IOptions<IdentityOptions> options) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client = new EgressHandler(egress.Value).CreateClient();

    /// <summary>Reads what a request sends.</summary>
    /// <returns>The bytes, whether they were uploaded or fetched, and the parameters beside them.</returns>
    /// <exception cref="ApiException">400, 413 or 422.</exception>
    public async Task<(byte[] Picture, string Origin, Parameters Parameters)> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (Multipart.Is(context.Request)) return await ReadFormAsync(context, cancellationToken);
        var parameters = (await Parameters.BindAsync(context, null!))!;
        var url = parameters.FirstString("avatarUrl") ?? throw ApiException.MissingKey("avatarUrl");
        if (url.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) return (Decode(url), "upload", parameters);
        return (await FetchAsync(url, cancellationToken), "url", parameters);
    }

    public void Dispose() => _client.Dispose();

    private async Task<(byte[] Picture, string Origin, Parameters Parameters)> ReadFormAsync(HttpContext context, CancellationToken cancellationToken)
    {
        byte[]? picture = null;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var part in Multipart.ReadAsync(context.Request, cancellationToken))
        {
            if (part.FileName is null && part.Name != "image") fields[part.Name] = await Multipart.TextAsync(part, cancellationToken);
            else if (picture is null) picture = await Multipart.BytesAsync(part, options.Value.MaxAvatarBytes, cancellationToken);
        }

        return (picture ?? throw ApiException.MissingKey("image"), "upload", Parameters.Of(fields));
    }

    private byte[] Decode(string url)
    {
        var comma = url.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !url[..comma].EndsWith(";base64", StringComparison.OrdinalIgnoreCase)) throw Invalid("a data URL must be base64");
        var bytes = new byte[((url.Length - comma) / 4 * 3) + 3];
        if (!Convert.TryFromBase64String(url[(comma + 1)..], bytes, out var length)) throw Invalid("a data URL must be base64");
        if (length > options.Value.MaxAvatarBytes) throw TooLarge();
        return bytes[..length];
    }

    private async Task<byte[]> FetchAsync(string url, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) throw Invalid("the address must be http or https");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var bytes = await _client.GetByteArrayAsync(address, limit.Token);
            return bytes.Length <= options.Value.MaxAvatarBytes ? bytes : throw TooLarge();
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // No more than that: what answered or not must not help to look around inside our network.
            throw Invalid("it could not be fetched");
        }
    }

    private ApiException TooLarge() => new(413, "error-file-too-large", $"The picture is larger than {options.Value.MaxAvatarBytes} bytes. [error-file-too-large]", new { limit = options.Value.MaxAvatarBytes });

    private static ApiException Invalid(string reason) => ApiException.Invalid("error-avatar-invalid-url", $"Invalid avatar URL: {reason}", new { method = "setAvatarFromService" });
}
