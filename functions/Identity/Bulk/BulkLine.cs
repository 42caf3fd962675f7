using Gantry.Functions.Rest;

namespace Gantry.Functions.Identity.Bulk;

/// <summary>A line of the file: the user that it describes, or why it describes none.</summary>
/// <param name="Number">The line's number in the file, from 1, the header's included.</param>
/// <param name="Fields">What it says.</param>
/// <param name="Fault">Why no user can be made of it; null if nothing is known against it yet.</param>
internal sealed record BulkLine(int Number, Parameters Fields, ApiException? Fault = null);

/// <summary>What became of a line.</summary>
internal sealed record BulkResult(int Line, string? Username, bool Success, string? UserId = null, string? Error = null, string? ErrorType = null, object? Details = null);
