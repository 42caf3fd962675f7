using System.Security.Cryptography;
using System.Text;

namespace Gantry.Functions.OAuth.Pages;

/// <summary>A page: without scripts, never in a frame, never cached; forms go to this server, and from there to the client's address alone.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="title">The page's title.</param>
/// <param name="body">What is inside the card.</param>
/// <param name="redirectUri">Where the answer to the page's form may send the browser on to; null if nowhere.</param>
internal sealed class HtmlPage(int status, string title, Html body, string? redirectUri = null) : IResult
{
    private static readonly string Style = ReadStyle();
    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    public Task ExecuteAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'sha256-{StyleHash}'; form-action 'self'{FormTarget()}; frame-ancestors 'none'; base-uri 'none'";
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(Layout().ToString(), context.RequestAborted);
    }

    private string Layout() => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <title>{title} · Gantry</title>
        <style>
        """) + Style + Html.Of($"""
        </style>
        </head>
        <body>
        <main>
        {body}
        </main>
        </body>
        </html>
        """);

    // Browsers hold the redirect that answers a form to form-action too; a policy cannot name an IPv6 address, only its scheme.
    private string FormTarget()
    {
        if (redirectUri is null) return "";
        var address = new Uri(redirectUri);
        return address.HostNameType == UriHostNameType.IPv6 ? $" {address.Scheme}:" : " " + address.GetLeftPart(UriPartial.Authority);
    }

    private static string ReadStyle()
    {
        using var reader = new StreamReader(typeof(HtmlPage).Assembly.GetManifestResourceStream("oauth/pages.css")!);
        return reader.ReadToEnd();
    }
}
