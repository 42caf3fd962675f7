using Gantry.Functions.Identity;

namespace Gantry.Functions.Commands;

/// <summary>Who may see and change which commands (seed 000): all with <c>manage-integrations</c>, those that the caller created with <c>manage-own-integrations</c>.</summary>
internal static class CommandAccess
{
    /// <summary>The permissions, any of which opens the management endpoints.</summary>
    public static readonly string[] Any = ["manage-integrations", "manage-own-integrations"];

    /// <summary>Whether the caller manages this one.</summary>
    public static bool Manages(Caller caller, Command command) => caller.Has("manage-integrations") || (command.CreatedBy.Id == caller.User.Id && caller.Has("manage-own-integrations"));
}
