namespace Acornima.RegExp;
internal static class RegExpValidator { public static (string Code, string Message)? Validate(string pattern, string flags) => null; }
