using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Acornima;

/// <summary>What became of a regular expression.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct RegExpParseResult
{
    private readonly string?[]? _groupNames;

    private RegExpParseResult(bool success, object? conversionResult, object? additionalData, ParseError? error, string?[]? groupNames)
    {
        Success = success;
        ConversionResult = conversionResult;
        AdditionalData = additionalData;
        ConversionError = error;
        _groupNames = groupNames;
    }

    /// <summary>Whether there is a result.</summary>
    public bool Success { get; }

    /// <summary>The matcher: a <see cref="System.Text.RegularExpressions.Regex"/> or an object of the host.</summary>
    public object? ConversionResult { get; }

    /// <summary>What the host added.</summary>
    public object? AdditionalData { get; }

    /// <summary>Why there is no result, or null.</summary>
    public ParseError? ConversionError { get; }

    /// <summary>The matcher if it is a .NET regular expression, or null.</summary>
    public Regex? Regex => ConversionResult as Regex;

    /// <summary>Number of groups that the pattern has, the whole match included.</summary>
    public int ActualRegexGroupCount => _groupNames?.Length ?? Regex?.GetGroupNumbers().Length ?? 0;

    /// <summary>A result that the host made.</summary>
    /// <param name="conversionResult">The matcher.</param>
    /// <param name="additionalData">Anything else.</param>
    /// <returns>The result.</returns>
    public static RegExpParseResult ForSuccess(object? conversionResult = null, object? additionalData = null) =>
        new(true, conversionResult, additionalData, null, null);

    /// <summary>Name of a group.</summary>
    /// <param name="number">Its number, from 1.</param>
    /// <returns>The name, or null for a group without one.</returns>
    public string? GetRegexGroupName(int number) => _groupNames is { } names && (uint)number < (uint)names.Length ? names[number] : null;

    internal static RegExpParseResult ForRegex(Regex regex, string?[] groupNames) => new(true, regex, null, null, groupNames);

    internal static RegExpParseResult ForFailure(ParseError error) => new(false, null, null, error, null);
}
