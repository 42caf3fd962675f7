using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Gantry.Isolated;

/// <summary>Every request: which routes there are, the application says. It answers by itself, so that there is nothing to return.</summary>
public sealed class HttpFunction(GantryApp app)
{
    [Function("http")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", "put", "delete", "options", Route = "{*path}")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return app.AnswerAsync(request.HttpContext);
    }
}
