using System.Diagnostics;
using Azure;

namespace Gantry.Functions.Rest;

/// <summary>Turns what handlers throw into the error answer of design 9. Nothing internal ever leaves: no stack trace, no storage message.</summary>
internal sealed partial class ErrorAnswers(RequestDelegate next, ILogger<ErrorAnswers> logger)
{
    /// <summary>Calls the rest of the pipeline.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            if (context.RequestAborted.IsCancellationRequested)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                return;
            }

            await Answer(exception).ExecuteAsync(context);
        }
    }

    /// <summary>The answer to a refusal.</summary>
    public static IResult For(ApiException refusal) => new ErrorResult(refusal.Status, refusal.Message, refusal.ErrorType, refusal.Details);

    private IResult Answer(Exception exception)
    {
        switch (exception)
        {
            case ApiException refusal:
                return For(refusal);
            case BadHttpRequestException bad:
                return new ErrorResult(bad.StatusCode, bad.Message, bad.StatusCode == 413 ? "error-request-too-large" : "error-bad-request", null);
            case var _ when IsStorageFault(exception):
                LogStorage(logger, exception);
                return For(ApiException.Unavailable());
            default:
                LogUnexpected(logger, exception);
                return new ErrorResult(500, $"Internal server error (request {Activity.Current?.TraceId.ToString() ?? "unknown"})", "error-internal", null);
        }
    }

    // Azure.Core throws the last of these when every try timed out; a 4xx that nobody handled is a fault of ours and stays a 500.
    internal static bool IsStorageFault(Exception exception) => exception switch
    {
        RequestFailedException { Status: 0 or 408 or 429 or >= 500 } => true,
        AggregateException aggregate => aggregate.InnerExceptions.All(IsStorageFault),
        HttpRequestException or IOException or TimeoutException or OperationCanceledException => true,
        _ => false,
    };

    [LoggerMessage(LogLevel.Warning, "Storage did not answer in time")]
    private static partial void LogStorage(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Error, "A request failed for a reason that is our fault")]
    private static partial void LogUnexpected(ILogger logger, Exception exception);

    private sealed class ErrorResult(int status, string error, string errorType, object? details) : IResult
    {
        public Task ExecuteAsync(HttpContext context)
        {
            context.Response.StatusCode = status;
            if (status is 503) context.Response.Headers.RetryAfter = "5";
            return context.Response.WriteAsJsonAsync(new { success = false, error, errorType, details }, RestJson.Options, context.RequestAborted);
        }
    }
}
