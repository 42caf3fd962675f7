using System.Text.RegularExpressions;
using Gantry.Functions.Identity;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>Finds the users and channels that a text mentions: read only for texts with <c>@</c> or <c>#</c>.</summary>
internal sealed partial class Mentions(UserStore users, RoomStore rooms, RoomAccess access, IOptions<MessagesOptions> options)
{
    private static readonly string[] Everybody = ["all", "here"];

    /// <summary>The mentions of existing users and of channels that the author may see; null for none.</summary>
    public async ValueTask<(IReadOnlyList<UserMention>? Users, IReadOnlyList<ChannelMention>? Channels)> FindAsync(User author, string text, CancellationToken cancellationToken)
    {
        if (text.AsSpan().IndexOfAny('@', '#') < 0) return (null, null);
        List<UserMention> mentioned = [];
        List<ChannelMention> channels = [];
        foreach (var (sign, name) in Candidates(text))
        {
            if (sign == '@' && await FindUserAsync(name, cancellationToken) is { } user) mentioned.Add(user);
            else if (sign == '#' && await rooms.FindByNameAsync(name, cancellationToken) is { } room && await access.CanReadAsync(author, room, cancellationToken))
                channels.Add(new ChannelMention(room.Id, room.Name!));
        }

        return (mentioned.Count > 0 ? mentioned : null, channels.Count > 0 ? channels : null);
    }

    private IEnumerable<(char Sign, string Name)> Candidates(string text) => Pattern().Matches(text)
        .Select(match => (match.Groups["sign"].Value[0], match.Groups["name"].Value.TrimEnd('.', '-')))
        .Where(candidate => candidate.Item2.Length > 0)
        .Distinct()
        .Take(options.Value.MaxMentions);

    private async ValueTask<UserMention?> FindUserAsync(string name, CancellationToken cancellationToken)
    {
        if (Everybody.Contains(name, StringComparer.Ordinal)) return new UserMention(name, name);
        return await users.FindByUsernameAsync(name, cancellationToken) is { } user ? new UserMention(user.Id, user.Username, user.Name ?? user.Username, "user") : null;
    }

    // At the start or behind something that is no part of a name or an address.
    [GeneratedRegex(@"(?<![0-9A-Za-z_.@#&/-])(?<sign>[@#])(?<name>[0-9A-Za-z_.-]{1,64})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
