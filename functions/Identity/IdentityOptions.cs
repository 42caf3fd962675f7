using System.ComponentModel.DataAnnotations;

namespace Gantry.Functions.Identity;

/// <summary>Users, passwords and tokens.</summary>
internal sealed class IdentityOptions
{
    /// <summary>Rounds of PBKDF2-SHA512 for a password. A stored password with fewer is hashed again at the next login.</summary>
    /// <value>210,000; from 1,000 to 10,000,000.</value>
    [Range(1_000, 10_000_000)]
    public int PasswordIterations { get; set; } = 210_000;

    /// <summary>Characters of a new password at least.</summary>
    /// <value>8; from 1 to 128.</value>
    [Range(1, 128)]
    public int MinPasswordLength { get; set; } = 8;

    /// <summary>Days after which a login token ends (Rocket.Chat's Accounts_LoginExpiration). Personal access tokens do not end.</summary>
    /// <value>90; from 1 to 3,650.</value>
    [Range(1, 3650)]
    public int LoginExpirationDays { get; set; } = 90;

    /// <summary>Login tokens of one user; a login beyond that ends the oldest.</summary>
    /// <value>50; from 1 to 1,000.</value>
    [Range(1, 1000)]
    public int MaxLoginTokens { get; set; } = 50;

    /// <summary>Seconds for which an instance believes what it read of a user or a token: a change elsewhere holds here after that time.</summary>
    /// <value>2; from 0 (read every time) to 60.</value>
    [Range(0, 60)]
    public double CacheSeconds { get; set; } = 2;

    /// <summary>Bytes of a user's picture; more is answered 413.</summary>
    /// <value>1 MiB; from 1 KiB to 20 MiB.</value>
    [Range(1024, 20_971_520)]
    public int MaxAvatarBytes { get; set; } = 1_048_576;

    /// <summary>Users that one <c>users.bulkCreate</c> may make; lines behind them are refused. Each costs a password hash.</summary>
    /// <value>500; from 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int MaxBulkUsers { get; set; } = 500;

    /// <summary>Bytes of the CSV file of <c>users.bulkCreate</c>; what is behind them is not read.</summary>
    /// <value>1 MiB; from 1 KiB to 20 MiB.</value>
    [Range(1024, 20_971_520)]
    public int MaxBulkBytes { get; set; } = 1_048_576;
}
