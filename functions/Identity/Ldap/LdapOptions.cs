using System.ComponentModel.DataAnnotations;

namespace Gantry.Functions.Identity.Ldap;

/// <summary>Logins with the password of an LDAP directory (RFC 4511). Off while no host is set.</summary>
internal sealed class LdapOptions : IValidatableObject
{
    /// <summary>The directory's name or address.</summary>
    /// <value>None; up to 253 characters.</value>
    [StringLength(253)]
    public string Host { get; set; } = "";

    /// <summary>Its port.</summary>
    /// <value>636; from 1 to 65,535.</value>
    [Range(1, 65_535)]
    public int Port { get; set; } = 636;

    /// <summary>How the connection is protected: <c>tls</c> from the start, <c>starttls</c> (RFC 4511 section 4.14), or <c>none</c>, which sends passwords in the clear.</summary>
    /// <value>tls; tls, starttls or none.</value>
    [Required]
    [RegularExpression("^(tls|starttls|none)$")]
    public string Encryption { get; set; } = "tls";

    /// <summary>A folder with the certificates (PEM) of the authorities that are trusted in place of the system's.</summary>
    /// <value>None: the system's; up to 1,024 characters.</value>
    [StringLength(1024)]
    public string TrustedCertificatesDirectory { get; set; } = "";

    /// <summary>The entry that Gantry itself searches as.</summary>
    /// <value>None: it searches anonymously; up to 1,024 characters.</value>
    [StringLength(1024)]
    public string BindDn { get; set; } = "";

    /// <summary>The password of that entry.</summary>
    /// <value>None; up to 1,024 characters.</value>
    [StringLength(1024)]
    public string BindPassword { get; set; } = "";

    /// <summary>The entry below which users are searched; needed with a host.</summary>
    /// <value>None; up to 1,024 characters.</value>
    [StringLength(1024)]
    public string BaseDn { get; set; } = "";

    /// <summary>The filter (RFC 4515) that finds a user; {0} is the name that it logs in by, escaped.</summary>
    /// <value>(&amp;(objectClass=person)(uid={0})); with {0}, up to 1,024 characters.</value>
    [Required]
    [RegularExpression(@"^\(.*\{0\}.*\)$")]
    [StringLength(1024)]
    public string UserFilter { get; set; } = "(&(objectClass=person)(uid={0}))";

    /// <summary>The attribute that is the user's name here.</summary>
    /// <value>uid; up to 100 characters.</value>
    [Required]
    [StringLength(100)]
    public string UsernameAttribute { get; set; } = "uid";

    /// <summary>The attribute that is its address.</summary>
    /// <value>mail; up to 100 characters.</value>
    [Required]
    [StringLength(100)]
    public string EmailAttribute { get; set; } = "mail";

    /// <summary>The attribute that is the name to be shown.</summary>
    /// <value>cn; up to 100 characters.</value>
    [Required]
    [StringLength(100)]
    public string NameAttribute { get; set; } = "cn";

    /// <summary>Whether a user that is not here yet is made at its first login.</summary>
    /// <value>true.</value>
    public bool CreateUsers { get; set; } = true;

    /// <summary>Seconds that one step with the directory may take.</summary>
    /// <value>5; from 1 to 60.</value>
    [Range(1, 60)]
    public int TimeoutSeconds { get; set; } = 5;

    /// <summary>Logins that wait for the directory at the same time; further ones queue.</summary>
    /// <value>8; from 1 to 64.</value>
    [Range(1, 64)]
    public int MaxConcurrency { get; set; } = 8;

    internal bool IsEnabled => Host.Length > 0;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsEnabled && BaseDn.Length == 0) yield return new ValidationResult("A host needs a BaseDn.", [nameof(BaseDn)]);
        if (BindPassword.Length > 0 && BindDn.Length == 0) yield return new ValidationResult("A password needs a BindDn.", [nameof(BindPassword)]);
        if (TrustedCertificatesDirectory.Length > 0 && !Directory.Exists(TrustedCertificatesDirectory)) yield return new ValidationResult("There is no such folder.", [nameof(TrustedCertificatesDirectory)]);
    }
}
