using System.Security.Cryptography;

namespace Gantry.Shared.Storage;

/// <summary>Random identifiers and secrets, all from <see cref="RandomNumberGenerator"/>.</summary>
public static class RandomId
{
    private const string Unmistakable = "23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz";
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>An identifier of 17 characters, of the form that Rocket.Chat's have.</summary>
    /// <returns>About 98 random bits.</returns>
    public static string New() => RandomNumberGenerator.GetString(Unmistakable, 17);

    /// <summary>A secret of the given length from letters and digits.</summary>
    /// <param name="length">Characters, at least 1; each is worth 5.95 bits.</param>
    /// <returns>The secret.</returns>
    public static string Secret(int length) => RandomNumberGenerator.GetString(Alphanumeric, length);
}
