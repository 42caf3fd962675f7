using System.Text.Json;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Workspace.Realtime.Ddp;

/// <summary>A refusal in DDP's own terms: where its code is a number.</summary>
/// <param name="code">403, 404, 500.</param>
/// <param name="reason">The sentence.</param>
internal sealed class DdpException(int code, string reason) : Exception(reason)
{
    /// <summary>The code.</summary>
    public int Code { get; } = code;

    /// <summary>The code of what Gantry does not know.</summary>
    public static DdpException NotFound(string kind, string name) => new(404, $"{kind} '{name}' not found");
}

/// <summary>The error of a <c>result</c> or <c>nosub</c> frame (<c>rocket-chat-behaviour.md</c> 8.2).</summary>
internal static class DdpErrors
{
    /// <summary>What the client is told of an exception: nothing internal; null for what is our fault.</summary>
    public static JsonElement? Describe(Exception exception) => exception switch
    {
        DdpException refusal => Of(refusal.Code, refusal.Message, null),
        ApiException refusal => Of(refusal.ErrorType, WithoutCode(refusal), refusal.Details),
        BadHttpRequestException => Of(400, "Bad request", null),
        _ when ErrorAnswers.IsStorageFault(exception) => Describe(ApiException.Unavailable()),
        _ => null,
    };

    /// <summary>What the client is told of our faults.</summary>
    public static JsonElement Internal { get; } = Of(500, "Internal server error", null);

    private static JsonElement Of<TCode>(TCode error, string reason, object? details) =>
        JsonSerializer.SerializeToElement(new { isClientSafe = true, error, reason, message = $"{reason} [{error}]", details, errorType = "Meteor.Error" }, RestJson.Options);

    private static string WithoutCode(ApiException refusal)
    {
        var suffix = $" [{refusal.ErrorType}]";
        return refusal.Message.EndsWith(suffix, StringComparison.Ordinal) ? refusal.Message[..^suffix.Length] : refusal.Message;
    }
}
