namespace Gantry.Functions.Commands;

/// <summary>What is refused of commands (<c>rocket-chat-behaviour.md</c> 4).</summary>
internal static class CommandRefusals
{
    /// <summary>There is none of this name, or none that runs.</summary>
    public static ApiException Unknown(string name) => ApiException.NotFound("error-command-not-found", "The command provided does not exist (or is disabled).", new { command = name });

    /// <summary>There is none of this id, or none that the caller may manage.</summary>
    public static ApiException NoneFound() => ApiException.NotFound("error-command-not-found", "No command found.");

    /// <summary>Clients run it by themselves.</summary>
    public static ApiException ClientOnly(string name) => ApiException.Invalid("error-command-client-only", $"The command /{name} runs in clients only, not on the server", new { command = name });
}
