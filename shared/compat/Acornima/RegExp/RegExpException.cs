namespace Acornima.RegExp;

/// <summary>Ends the parse of an invalid regular expression.</summary>
internal sealed class RegExpException(RegExpError error) : Exception(error.Message)
{
    public RegExpError Error { get; } = error;
}
