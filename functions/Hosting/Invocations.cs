using System.Globalization;
using System.Text.Json;
using Gantry.Functions.Hosting.Queues;
using Gantry.Functions.Hosting.Timers;

namespace Gantry.Functions.Hosting;

/// <summary>
/// What the Functions host posts for queue and timer functions (<c>custom-handler-contract.md</c>): <c>POST /NAME</c>, mapped only under that host, whose
/// public routes cover none of these names.
/// </summary>
internal static partial class Invocations
{
    /// <summary>Maps a route for each queue and timer function.</summary>
    public static void MapInvocations(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<HostMode>().IsCustomHandler) return;
        foreach (var function in app.Services.GetServices<QueueFunction>())
        {
            var worker = (IQueueWorker)app.Services.GetRequiredService(function.Worker);
            app.MapPost("/" + function.Name, (Delegate)(Task<IResult> (HttpContext context) => RunAsync(context, function.Name, invocation => worker.RunAsync(ReadJob(invocation), context.RequestAborted))));
        }

        foreach (var function in app.Services.GetServices<TimerFunction>())
        {
            var worker = (ITimerWorker)app.Services.GetRequiredService(function.Worker);
            app.MapPost("/" + function.Name, (Delegate)(Task<IResult> (HttpContext context) => RunAsync(context, function.Name, _ => worker.RunAsync(context.RequestAborted))));
        }
    }

    // The host waits for ever on an empty answer, so even a failure has a body; its status makes the host deliver the message again.
    private static async Task<IResult> RunAsync(HttpContext context, string name, Func<JsonElement, Task> run)
    {
        try
        {
            using var invocation = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            await run(invocation.RootElement);
            return Results.Json(new { Outputs = new { }, Logs = Array.Empty<string>(), ReturnValue = (string?)null }, JsonSerializerOptions.Default);
        }
        catch (Exception exception)
        {
            LogFailure(context.RequestServices.GetRequiredService<ILogger<Program>>(), name, exception);
            return Results.Json(new { error = "The invocation failed; the log says why." }, statusCode: StatusCodes.Status500InternalServerError);
        }
    }

    private static QueueJob ReadJob(JsonElement invocation)
    {
        var data = invocation.GetProperty("Data").EnumerateObject().First().Value;
        var dequeueCount = invocation.TryGetProperty("Metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            && metadata.TryGetProperty("DequeueCount", out var count) ? Number(count) : 1;
        return new QueueJob(MessageText(data), dequeueCount);
    }

    // The host encodes the message's text as JSON once more; an object means that it took the text for JSON itself.
    private static string MessageText(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.String) return data.GetRawText();
        var text = data.GetString()!;
        if (!text.StartsWith('"')) return text;
        try
        {
            return JsonSerializer.Deserialize<string>(text)!;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static int Number(JsonElement element) =>
        int.TryParse(element.ToString().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;

    [LoggerMessage(LogLevel.Warning, "The invocation of {Function} failed")]
    private static partial void LogFailure(ILogger logger, string function, Exception exception);
}
