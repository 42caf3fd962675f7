using System.ComponentModel.DataAnnotations;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>What a message may be and who may change it.</summary>
internal sealed class MessagesOptions
{
    /// <summary>Characters of a text, and of each attachment's text (Rocket.Chat's Message_MaxAllowedSize).</summary>
    /// <value>5,000; from 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int MaxAllowedSize { get; set; } = 5_000;

    /// <summary>Attachments of a message.</summary>
    /// <value>100; from 0 to 1,000.</value>
    [Range(0, 1000)]
    public int MaxAttachments { get; set; } = 100;

    /// <summary>Users and channels that one message may mention; further ones stay plain text.</summary>
    /// <value>50; from 0 to 1,000.</value>
    [Range(0, 1000)]
    public int MaxMentions { get; set; } = 50;

    /// <summary>Whether messages may be edited (Rocket.Chat's Message_AllowEditing).</summary>
    /// <value>true.</value>
    public bool AllowEditing { get; set; } = true;

    /// <summary>Whether messages may be deleted (Rocket.Chat's Message_AllowDeleting).</summary>
    /// <value>true.</value>
    public bool AllowDeleting { get; set; } = true;

    /// <summary>Rooms that one chat.postMessage may name.</summary>
    /// <value>50; from 1 to 1,000.</value>
    [Range(1, 1000)]
    public int MaxDestinations { get; set; } = 50;

    /// <summary>Whether messages may be pinned (Rocket.Chat's Message_AllowPinning).</summary>
    /// <value>true.</value>
    public bool AllowPinning { get; set; } = true;

    /// <summary>Whether messages may be starred (Rocket.Chat's Message_AllowStarring).</summary>
    /// <value>true.</value>
    public bool AllowStarring { get; set; } = true;

    /// <summary>Different emoji that one message may have as reactions.</summary>
    /// <value>100; from 1 to 1,000.</value>
    [Range(1, 1000)]
    public int MaxReactions { get; set; } = 100;

    /// <summary>Entries that a list of pinned, starred, mentioning or changed messages, of threads or of files reads at most.</summary>
    /// <value>1,000; from 10 to 100,000.</value>
    [Range(10, 100_000)]
    public int MaxListed { get; set; } = 1_000;

    /// <summary>Messages that one search looks at, newest first.</summary>
    /// <value>5,000; from 10 to 1,000,000.</value>
    [Range(10, 1_000_000)]
    public int MaxSearched { get; set; } = 5_000;

    /// <summary>How long a message for one user alone, such as the answer of a command, can be fetched.</summary>
    /// <value>1 day; from 1 minute to 5 days.</value>
    [Range(typeof(TimeSpan), "00:01:00", "5.00:00:00")]
    public TimeSpan EphemeralLifetime { get; set; } = TimeSpan.FromDays(1);
}
