namespace Gantry.Shared.Security.Signatures;

/// <summary>What a signature's check found; each but the first names what the sender has to mend.</summary>
public enum SignatureResult
{
    /// <summary>The signature is right.</summary>
    Valid,

    /// <summary>The header with the signature is not there.</summary>
    MissingSignature,

    /// <summary>The header with the signature is not of the scheme's form.</summary>
    MalformedSignature,

    /// <summary>The header that says when the call was signed is not there, or not a number of seconds.</summary>
    MissingTimestamp,

    /// <summary>The call was signed too long ago, or in the future: it may be a replay, or a clock is wrong.</summary>
    StaleTimestamp,

    /// <summary>The signature does not belong to this body and secret.</summary>
    Mismatch,
}
