namespace Acornima.RegExp;

/// <summary>What is wrong with a regular expression.</summary>
/// <param name="Code">A stable name of the kind of error.</param>
/// <param name="Message">The text for users, the pattern included.</param>
internal sealed record RegExpError(string Code, string Message);
