using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Gantry.Tests.Storage.Tables;

/// <summary>Answers in the service's place and keeps what was sent.</summary>
internal sealed class FakeTransport(Func<FakeTransport.Sent, FakeResponse> answer) : HttpPipelineTransport
{
    public List<Sent> Requests { get; } = [];

    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        message.CancellationToken.ThrowIfCancellationRequested();
        using var body = new MemoryStream();
        if (message.Request.Content is { } content)
            await content.WriteToAsync(body, message.CancellationToken);
        var headers = message.Request.Headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase);
        var sent = new Sent(message.Request.Method.ToString(), message.Request.Uri.ToUri(), headers, Encoding.UTF8.GetString(body.ToArray()));
        Requests.Add(sent);
        message.Response = answer(sent);
    }

    internal sealed record Sent(string Method, Uri Uri, Dictionary<string, string> Headers, string Body);
}
