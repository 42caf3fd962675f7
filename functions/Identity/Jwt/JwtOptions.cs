using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;

namespace Gantry.Functions.Identity.Jwt;

/// <summary>Logins with a JSON Web Token (RFC 7519) that another server signs. Off while neither key is set.</summary>
internal sealed class JwtOptions : IValidatableObject
{
    /// <summary>The secret of HS256, at least 32 bytes (RFC 7518 section 3.2). Not together with PublicKey.</summary>
    /// <value>None; up to 4,096 characters.</value>
    [StringLength(4096)]
    public string Key { get; set; } = "";

    /// <summary>The RSA public key of RS256 in PEM, at least 2,048 bits. Not together with Key.</summary>
    /// <value>None; up to 16,384 characters.</value>
    [StringLength(16_384)]
    public string PublicKey { get; set; } = "";

    /// <summary>Who must have made the token (<c>iss</c>); needed with a key.</summary>
    /// <value>None; up to 512 characters.</value>
    [StringLength(512)]
    public string Issuer { get; set; } = "";

    /// <summary>Whom it must be for (<c>aud</c>); needed with a key.</summary>
    /// <value>None; up to 512 characters.</value>
    [StringLength(512)]
    public string Audience { get; set; } = "";

    /// <summary>The claim that is the user's name here.</summary>
    /// <value>preferred_username; up to 100 characters.</value>
    [Required]
    [StringLength(100)]
    public string UsernameClaim { get; set; } = "preferred_username";

    /// <summary>The claim that is its address.</summary>
    /// <value>email; up to 100 characters.</value>
    [StringLength(100)]
    public string EmailClaim { get; set; } = "email";

    /// <summary>The claim that is the name to be shown.</summary>
    /// <value>name; up to 100 characters.</value>
    [StringLength(100)]
    public string NameClaim { get; set; } = "name";

    /// <summary>The claim that lists its roles, which then hold from that login on. Without it, roles are kept here.</summary>
    /// <value>None; up to 100 characters.</value>
    [StringLength(100)]
    public string RolesClaim { get; set; } = "";

    /// <summary>Whether a user that is not here yet is made at its first login.</summary>
    /// <value>false.</value>
    public bool CreateUsers { get; set; }

    /// <summary>Seconds that the clocks of the two servers may differ.</summary>
    /// <value>60; from 0 to 600.</value>
    [Range(0, 600)]
    public int ClockSkewSeconds { get; set; } = 60;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Key.Length > 0 && PublicKey.Length > 0) yield return new ValidationResult("Key and PublicKey cannot both be set: the key decides the algorithm.", [nameof(Key)]);
        if (Key.Length > 0 && Encoding.UTF8.GetByteCount(Key) < 32) yield return new ValidationResult("HS256 needs a key of at least 32 bytes.", [nameof(Key)]);
        if (PublicKey.Length > 0 && !IsRsaKey()) yield return new ValidationResult("RS256 needs an RSA public key of at least 2,048 bits in PEM.", [nameof(PublicKey)]);
        var isOn = Key.Length > 0 || PublicKey.Length > 0;
        if (isOn && Issuer.Length == 0) yield return new ValidationResult("A key needs an issuer.", [nameof(Issuer)]);
        if (isOn && Audience.Length == 0) yield return new ValidationResult("A key needs an audience.", [nameof(Audience)]);
    }

    private bool IsRsaKey()
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(PublicKey);
            return rsa.KeySize >= 2048;
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            return false;
        }
    }
}
