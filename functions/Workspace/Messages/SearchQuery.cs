using System.Globalization;
using System.Text.RegularExpressions;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>
/// What <c>chat.search</c> looks for: words that all have to be there (whatever their case; "several words" as one), or <c>/regex/flags</c>, and the operators
/// <c>from:</c>, <c>mention:</c>, <c>has:star|pin|url|file</c>, <c>is:pinned</c>, <c>before:</c>, <c>after:</c>, <c>on:</c>, <c>order:asc</c>.
/// Regular expressions run without backtracking, so their time is linear in the text.
/// </summary>
internal sealed partial class SearchQuery
{
    /// <summary>Characters of a query.</summary>
    public const int MaxLength = 1_000;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private readonly List<Func<Message, bool>> _conditions = [];

    /// <summary>Only messages before this instant; null for all.</summary>
    public DateTimeOffset? Before { get; private set; }

    /// <summary>Only messages at or after this instant; null for all.</summary>
    public DateTimeOffset? From { get; private set; }

    /// <summary>Whether only what the caller starred counts.</summary>
    public bool Starred { get; private set; }

    /// <summary>Whether the oldest come first.</summary>
    public bool OldestFirst { get; private set; }

    /// <summary>Reads a query.</summary>
    /// <param name="text">What the caller wrote.</param>
    /// <param name="caller">The caller's name, which <c>me</c> stands for.</param>
    /// <exception cref="ApiException">422: too long, no regular expression, or no date.</exception>
    public static SearchQuery Parse(string text, string caller)
    {
        if (text.Length > MaxLength) throw ApiException.Invalid("error-invalid-search", $"A search has at most {MaxLength} characters");
        var query = new SearchQuery();
        foreach (Match token in Token().Matches(text.Trim()))
        {
            if (token.Groups["regex"] is { Success: true } pattern) query.AddRegex(pattern.Value, token.Groups["flags"].Value);
            else if (token.Groups["operator"] is { Success: true } name) query.AddOperator(name.Value.ToLowerInvariant(), token.Groups["value"].Value, caller);
            else query.AddText(token.Value.Trim('"'));
        }

        return query;
    }

    /// <summary>Whether a message is what the caller looks for, its time aside.</summary>
    /// <exception cref="RegexMatchTimeoutException">The regular expression took too long.</exception>
    public bool Matches(Message message) => message.T is null && _conditions.TrueForAll(condition => condition(message));

    private void AddText(string text)
    {
        if (text.Length > 0) _conditions.Add(message => message.Msg.Contains(text, StringComparison.OrdinalIgnoreCase) || message.File?.Name.Contains(text, StringComparison.OrdinalIgnoreCase) == true);
    }

    private void AddRegex(string pattern, string flags)
    {
        var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        if (flags.Contains('i', StringComparison.Ordinal)) options |= RegexOptions.IgnoreCase;
        if (flags.Contains('m', StringComparison.Ordinal)) options |= RegexOptions.Multiline;
        if (flags.Contains('s', StringComparison.Ordinal)) options |= RegexOptions.Singleline;
        try
        {
            var regex = new Regex(pattern, options, Timeout);
            _conditions.Add(message => regex.IsMatch(message.Msg));
        }
        catch (Exception invalid) when (invalid is ArgumentException or NotSupportedException)
        {
            throw ApiException.Invalid("error-invalid-regex", "This is no regular expression, or one with look-around or back-references, which are not supported");
        }
    }

    private void AddOperator(string name, string value, string caller)
    {
        var user = value.TrimStart('@') is "me" ? caller : value.TrimStart('@');
        switch (name)
        {
            case "from": _conditions.Add(message => string.Equals(message.U.Username, user, StringComparison.OrdinalIgnoreCase)); break;
            case "mention": _conditions.Add(message => message.Mentions?.Any(mention => string.Equals(mention.Username, user, StringComparison.OrdinalIgnoreCase)) == true); break;
            case "before": Before = Day(value); break;
            case "after": From = Day(value).AddDays(1); break;
            case "on": (From, Before) = (Day(value), Day(value).AddDays(1)); break;
            case "order": OldestFirst = value.StartsWith("asc", StringComparison.OrdinalIgnoreCase); break;
            default: AddProperty(value.ToLowerInvariant()); break;
        }
    }

    private void AddProperty(string value)
    {
        switch (value)
        {
            case "star" or "starred": Starred = true; break;
            case "pin" or "pinned": _conditions.Add(message => message.Pinned == true); break;
            case "url" or "link": _conditions.Add(message => message.Urls is { Count: > 0 }); break;
            case "file": _conditions.Add(message => message.File is not null); break;
            default: throw ApiException.Invalid("error-invalid-search", $"Messages cannot be searched for '{value}'");
        }
    }

    // Day first, as Rocket.Chat has it, or ISO 8601.
    private static DateTimeOffset Day(string text)
    {
        string[] formats = ["d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "yyyy-M-d", "yyyy/M/d"];
        return DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day)
            ? day
            : throw ApiException.Invalid("error-invalid-date", $"'{text}' is no date such as 31/12/2025");
    }

    [GeneratedRegex(
        """^/(?<regex>.+)/(?<flags>[a-z]*)$|"[^"]*"|(?<operator>from|mention|has|is|before|after|on|order):(?<value>\S+)|\S+""",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
