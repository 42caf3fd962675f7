using System.Security.Cryptography;

namespace Azure.Data.Tables;

/// <summary>An account's name and key.</summary>
public class TableSharedKeyCredential
{
    private byte[] _key = [];

    /// <summary>Names the account and its key.</summary>
    /// <param name="accountName">The account.</param>
    /// <param name="accountKey">Its key, base64.</param>
    public TableSharedKeyCredential(string accountName, string accountKey)
    {
        ArgumentNullException.ThrowIfNull(accountName);
        AccountName = accountName;
        SetAccountKey(accountKey);
    }

    /// <summary>The account.</summary>
    public string AccountName { get; }

    /// <summary>Replaces the key, as after a rotation; later requests are signed with the new one.</summary>
    /// <param name="accountKey">The key, base64.</param>
    public void SetAccountKey(string accountKey)
    {
        ArgumentNullException.ThrowIfNull(accountKey);
        Volatile.Write(ref _key, Convert.FromBase64String(accountKey));
    }

    internal void Sign(ReadOnlySpan<byte> text, Span<byte> signature) => HMACSHA256.HashData(Volatile.Read(ref _key), text, signature);
}
