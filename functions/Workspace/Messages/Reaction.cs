namespace Gantry.Functions.Workspace.Messages;

/// <summary>Who reacted to a message with one emoji, in order.</summary>
internal sealed record Reaction(IReadOnlyList<string> Usernames);
