using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gantry.Functions.Commands.Responses;

/// <summary>The token of a response_url: where its row lies, and 256 random bits, of which the row has the hash only.</summary>
/// <param name="CommandId">The command.</param>
/// <param name="EntryId">The entry of the run in its history.</param>
/// <param name="Secret">The random part.</param>
internal sealed record ResponseToken(string CommandId, string EntryId, string Secret)
{
    private const int SecretBytes = 32;
    private const int MaxLength = 200;

    /// <summary>The hash of the random part: it is as long as its hash, so a plain one will do.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Secret)));

    /// <summary>A new one.</summary>
    public static ResponseToken New(string commandId, string entryId) => new(commandId, entryId, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));

    /// <summary>Takes a text apart; null if it is no token.</summary>
    public static ResponseToken? Parse(string text)
    {
        var parts = text.Length <= MaxLength ? text.Split('.') : [];
        return parts is [{ Length: > 0 } command, { Length: > 0 } entry, { Length: > 0 } secret] && TimeOrderedId.TryGetTime(entry, out _) ? new ResponseToken(command, entry, secret) : null;
    }

    /// <summary>Whether a stored hash is this one's, compared in constant time.</summary>
    public bool IsOf(string hash) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Hash), Encoding.UTF8.GetBytes(hash));

    public override string ToString() => $"{CommandId}.{EntryId}.{Secret}";
}
