using System.Security.Cryptography;
using System.Text;
using Gantry.Functions.Integrations;
using Gantry.Shared.Storage.Snapshots;

namespace Gantry.Functions.Hooks;

/// <summary>What the id and token of a hook's address are worth.</summary>
internal enum HookAuthenticationResult
{
    /// <summary>They name an incoming integration.</summary>
    Valid,

    /// <summary>There is no incoming integration of this id.</summary>
    UnknownIntegration,

    /// <summary>The integration has another token.</summary>
    WrongToken,
}

/// <summary>Finds the integration of a hook's address, comparing tokens in constant time.</summary>
internal static class HookAuthentication
{
    /// <summary>Finds by id and token, or by the token alone (seed 000).</summary>
    public static (HookAuthenticationResult Result, Integration? Integration) Find(SnapshotState<Integration> integrations, string? id, string token)
    {
        var integration = id is null ? integrations.FindByAlternateKey(token) : integrations.Find(id);
        if (integration is not { Type: Integration.Incoming, Token: { } expected }) return (HookAuthenticationResult.UnknownIntegration, null);
        var equal = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(token));
        return equal ? (HookAuthenticationResult.Valid, integration) : (HookAuthenticationResult.WrongToken, integration);
    }
}
