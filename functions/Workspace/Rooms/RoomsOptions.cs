using System.ComponentModel.DataAnnotations;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>Rooms and who is in them.</summary>
internal sealed class RoomsOptions
{
    /// <summary>Seconds for which an instance believes what it read of a room or a membership: a change elsewhere holds here after that time.</summary>
    /// <value>2; from 0 (read every time) to 60.</value>
    [Range(0, 60)]
    public double CacheSeconds { get; set; } = 2;

    /// <summary>Members that one call may add (Rocket.Chat's API_User_Limit).</summary>
    /// <value>500; from 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int MaxAddedMembers { get; set; } = 500;

    /// <summary>Whether who is not logged in may read channels (Rocket.Chat's Accounts_AllowAnonymousRead).</summary>
    /// <value>false.</value>
    public bool AllowAnonymousRead { get; set; }

    /// <summary>Unread messages that are counted of a room; more count as so many.</summary>
    /// <value>100; from 1 to 1,000.</value>
    [Range(1, 1000)]
    public int MaxUnread { get; set; } = 100;
}
