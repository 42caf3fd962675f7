using System.Net;
using System.Net.Sockets;
using System.Text;
using Gantry.Shared.Egress;

namespace Gantry.Tests.Egress;

public sealed class EgressHandlerTests
{
    [Fact]
    public async Task A_redirect_to_what_is_not_public_is_refused()
    {
        using var origin = new FixedAnswer("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2:1/\r\nContent-Length: 0\r\n\r\n");
        using var client = new EgressHandler(new EgressOptions { AllowedNetworks = "127.0.0.1" }).CreateClient();
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(origin.Url));
        Assert.IsType<EgressRefusedException>(failure.InnerException);
    }

    [Fact]
    public async Task A_name_is_judged_by_the_address_that_is_connected_to()
    {
        using var origin = new FixedAnswer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var url = $"http://localhost:{origin.Url.Port}/";
        using var refusing = new EgressHandler(new EgressOptions()).CreateClient();
        Assert.IsType<EgressRefusedException>((await Assert.ThrowsAsync<HttpRequestException>(() => refusing.GetAsync(url))).InnerException);
        using var allowing = new EgressHandler(new EgressOptions { AllowedNetworks = "127.0.0.1" }).CreateClient();
        using var response = await allowing.GetAsync(url);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_not_read()
    {
        using var origin = new FixedAnswer("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + new string('x', 5000));
        using var client = new EgressHandler(new EgressOptions { AllowedNetworks = "127.0.0.1", MaxResponseBytes = 1024 }).CreateClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(origin.Url));
    }

    /// <summary>Answers every connection with the same bytes.</summary>
    private sealed class FixedAnswer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly byte[] _answer;

        public FixedAnswer(string answer)
        {
            _answer = Encoding.ASCII.GetBytes(answer);
            _listener.Start();
            Url = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
            _ = AnswerAsync();
        }

        public Uri Url { get; }

        public void Dispose() => _listener.Dispose();

        private async Task AnswerAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    var stream = client.GetStream();
                    _ = await stream.ReadAsync(new byte[4096]);
                    await stream.WriteAsync(_answer);
                }
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over.
            }
        }
    }
}
