using System.Text.RegularExpressions;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>What a channel or group may be called (Rocket.Chat's UTF8_Channel_Names_Validation).</summary>
internal static partial class RoomName
{
    private const int MaxLength = 100;
    private const string Rule = "Use only letters, numbers, hyphens, underscores and dots";

    /// <summary>Checks a name.</summary>
    /// <exception cref="ApiException">422.</exception>
    public static string Require(string name)
    {
        name = name.Trim();
        return name.Length <= MaxLength && Pattern().IsMatch(name)
            ? name
            : throw ApiException.Invalid("error-invalid-room-name", $"'{name}' is not a valid room name. {Rule}", new { channel_name = name });
    }

    [GeneratedRegex(@"^[0-9a-zA-Z-_.]+\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
