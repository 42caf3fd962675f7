using Gantry.Functions.Integrations;

namespace Gantry.Functions.Outgoing;

/// <summary>Trigger words: the first that the text begins with, or that is anywhere in it, counts; case matters (<c>rocket-chat-behaviour.md</c> 3.1).</summary>
internal static class TriggerWords
{
    /// <summary>Whether a text triggers an integration.</summary>
    /// <param name="integration">The integration.</param>
    /// <param name="text">The text.</param>
    /// <param name="word">The word that did; null if it needs none.</param>
    public static bool Match(Integration integration, string text, out string? word)
    {
        word = null;
        if (integration.TriggerWords is not { Count: > 0 } words) return true;
        word = words.FirstOrDefault(candidate => integration.TriggerWordAnywhere == true ? text.Contains(candidate, StringComparison.Ordinal) : text.StartsWith(candidate, StringComparison.Ordinal));
        return word is not null;
    }
}
