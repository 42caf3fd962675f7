using System.Diagnostics;

namespace Gantry.Functions.Hosting;

/// <summary>Gives each request an id: the caller's <c>X-Request-Id</c> if it is a plain one, else the trace id. It is in every log line and in the answer.</summary>
internal sealed class RequestCorrelation(RequestDelegate next, ILogger<RequestCorrelation> logger)
{
    private const string Header = "X-Request-Id";

    public async Task InvokeAsync(HttpContext context)
    {
        var given = context.Request.Headers[Header].ToString();
        var id = IsPlain(given) ? given : Activity.Current?.TraceId.ToHexString() ?? Guid.NewGuid().ToString("N");
        context.TraceIdentifier = id;
        context.Response.Headers[Header] = id;
        using (logger.BeginScope(new CorrelationScope(id))) await next(context);
    }

    private static bool IsPlain(string id) => id.Length is > 0 and <= 128 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private sealed class CorrelationScope(string id) : List<KeyValuePair<string, object>>([KeyValuePair.Create("CorrelationId", (object)id)])
    {
        public override string ToString() => "CorrelationId:" + this[0].Value;
    }
}
