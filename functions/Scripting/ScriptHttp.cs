using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gantry.Functions.Rest;
using Gantry.Shared.Egress;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Scripting;

/// <summary>Makes the HTTP requests of scripts, to public addresses only. A script waits for its answer, so the thread that runs it does: how many do is bounded.</summary>
internal sealed class ScriptHttp(IOptions<EgressOptions> egress) : IDisposable
{
    private readonly HttpClient _client = new EgressHandler(egress.Value).CreateClient();

    /// <summary>Sends what the JSON describes; gives JSON with the answer, or with an <c>error</c>.</summary>
    /// <param name="json">method, url, headers, body, timeout in milliseconds.</param>
    /// <param name="left">The time that the script has left.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public string Send(string json, TimeSpan left, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var call = JsonSerializer.Deserialize<ScriptHttpRequest>(json, RestJson.Options)!;
            limit.CancelAfter(call.Timeout is > 0 and < 60_000 && call.Timeout < left.TotalMilliseconds ? TimeSpan.FromMilliseconds(call.Timeout.Value) : left);
            using var request = Build(call);
            using var response = _client.Send(request, HttpCompletionOption.ResponseContentRead, limit.Token);
            using var reader = new StreamReader(response.Content.ReadAsStream(limit.Token), Encoding.UTF8);
            var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value), StringComparer.Ordinal);
            return JsonSerializer.Serialize(
                new { status = (int)response.StatusCode, reason = response.ReasonPhrase ?? "", url = response.RequestMessage?.RequestUri?.ToString(), headers, body = reader.ReadToEnd() }, RestJson.Options);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return JsonSerializer.Serialize(new { error = Explain(exception) }, RestJson.Options);
        }
    }

    public void Dispose() => _client.Dispose();

    private static HttpRequestMessage Build(ScriptHttpRequest call)
    {
        if (!Uri.TryCreate(call.Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)) throw new UriFormatException("The URL must be absolute, http or https.");
        var request = new HttpRequestMessage(new HttpMethod(call.Method), url);
        var headers = call.Headers ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (call.Body is not null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(call.Body)) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") { CharSet = "utf-8" } } };
        foreach (var (name, value) in headers)
        {
            if (string.Equals(name, "Content-Type", StringComparison.OrdinalIgnoreCase)) request.Content?.Headers.Remove(name);
            if (!request.Headers.TryAddWithoutValidation(name, value.ToString())) request.Content?.Headers.TryAddWithoutValidation(name, value.ToString());
        }

        return request;
    }

    private static string Explain(Exception exception) => exception switch
    {
        HttpRequestException { InnerException: EgressRefusedException refused } => refused.Message,
        EgressRefusedException or UriFormatException => exception.Message,
        OperationCanceledException => "The request took too long.",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "The answer is larger than allowed.",
        HttpRequestException http => $"The request failed: {http.HttpRequestError}.",
        _ => "The request could not be made.",
    };

    private sealed record ScriptHttpRequest(string Method, string Url, Dictionary<string, JsonElement>? Headers, string? Body, double? Timeout);
}
