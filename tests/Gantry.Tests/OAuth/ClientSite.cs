using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gantry.Tests.OAuth;

/// <summary>A client's own site, on another origin than Gantry: a browser can be sent back to it, and it tries to frame Gantry's pages.</summary>
internal sealed class ClientSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ClientSite(WebApplication app) => (_app, Url) = (app, new Uri(app.Urls.First()));

    public Uri Url { get; }

    public string Callback => new Uri(Url, "/callback").ToString();

    public static async Task<ClientSite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/callback", () => Results.Content("<!DOCTYPE html><title>Back at the client</title>", "text/html"));
        app.MapGet("/frame", (string address) => Results.Content($"<!DOCTYPE html><title>Framing</title><iframe src=\"{System.Net.WebUtility.HtmlEncode(address)}\"></iframe>", "text/html"));
        await app.StartAsync();
        return new ClientSite(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
