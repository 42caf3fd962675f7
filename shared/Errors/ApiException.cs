namespace Gantry.Shared.Errors;

/// <summary>
/// A refusal that the caller is told of: the status and the fields of the error answer (design 9). The REST and hook endpoints turn it into
/// <c>{"success": false, "error": …, "errorType": …, "details": {…}}</c>.
/// </summary>
/// <param name="status">HTTP status, 400 to 503.</param>
/// <param name="errorType">Rocket.Chat's code, such as <c>error-invalid-room</c>.</param>
/// <param name="error">The sentence that a seed or Rocket.Chat gives for the case.</param>
/// <param name="details">What helps to find the fault; serialised as JSON; null for none.</param>
public sealed class ApiException(int status, string errorType, string error, object? details = null) : Exception(error)
{
    /// <summary>HTTP status, 400 to 503.</summary>
    public int Status { get; } = status;

    /// <summary>Rocket.Chat's code.</summary>
    public string ErrorType { get; } = errorType;

    /// <summary>What helps to find the fault, or null.</summary>
    public object? Details { get; } = details;

    /// <summary>A parameter that has to be there is not (seed 004).</summary>
    /// <param name="name">The parameter.</param>
    /// <returns>A 400.</returns>
    public static ApiException MissingKey(string name) =>
        new(400, "invalid-params", $"Match error: Missing key '{name}'", new { key = name });

    /// <summary>A parameter has a value of the wrong kind.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="expected">What it must be, such as "a boolean".</param>
    /// <returns>A 400.</returns>
    public static ApiException WrongType(string name, string expected) =>
        new(400, "invalid-params", $"Match error: Expected {expected} in field '{name}'", new { key = name });

    /// <summary>The request is well-formed but what it says cannot be (seed 000: 422).</summary>
    /// <param name="errorType">Rocket.Chat's code.</param>
    /// <param name="sentence">What is wrong, without the code.</param>
    /// <param name="details">What helps to find the fault.</param>
    /// <returns>A 422 whose text ends in the code, as Rocket.Chat's do.</returns>
    public static ApiException Invalid(string errorType, string sentence, object? details = null) =>
        new(422, errorType, $"{sentence} [{errorType}]", details);

    /// <summary>What the request names does not exist, or the caller may not know of it.</summary>
    /// <param name="errorType">Rocket.Chat's code.</param>
    /// <param name="sentence">The whole text.</param>
    /// <param name="details">What helps to find the fault.</param>
    /// <returns>A 404.</returns>
    public static ApiException NotFound(string errorType, string sentence, object? details = null) => new(404, errorType, sentence, details);

    /// <summary>What the request would create exists already.</summary>
    /// <param name="errorType">Rocket.Chat's code.</param>
    /// <param name="sentence">What is taken, without the code.</param>
    /// <param name="details">What helps to find the fault.</param>
    /// <returns>A 409 whose text ends in the code.</returns>
    public static ApiException Conflict(string errorType, string sentence, object? details = null) =>
        new(409, errorType, $"{sentence} [{errorType}]", details);

    /// <summary>The caller is known but lacks the permission (Rocket.Chat's text, seed 002's code).</summary>
    /// <param name="permission">One permission that would do, or null.</param>
    /// <returns>A 403.</returns>
    public static ApiException Forbidden(string? permission = null) =>
        new(403, "error-user-not-authorized", "User does not have the permissions required for this action [error-unauthorized]", permission is null ? null : new { permission });

    /// <summary>No credentials, or wrong ones (seeds 002 and 004).</summary>
    /// <returns>A 401.</returns>
    public static ApiException Unauthorized() => new(401, "error-user-not-authenticated", "unauthorized");

    /// <summary>Storage does not answer, or the queue in front of it is full; the request may be repeated.</summary>
    /// <returns>A 503.</returns>
    public static ApiException Unavailable() => new(503, "error-service-unavailable", "Service Unavailable");
}
