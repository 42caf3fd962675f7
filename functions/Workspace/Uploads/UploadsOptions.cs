using System.ComponentModel.DataAnnotations;

namespace Gantry.Functions.Workspace.Uploads;

/// <summary>What may be uploaded and who may fetch it.</summary>
internal sealed class UploadsOptions
{
    private const string Types = @"^\s*([\w.+-]+/([\w.+-]+|\*)\s*(,\s*|$))*$";

    /// <summary>Bytes of an uploaded file; more is answered 413 (Rocket.Chat's FileUpload_MaxFileSize).</summary>
    /// <value>100 MiB; from 1 KiB to 5 GiB.</value>
    [Range(1024, 5_368_709_120)]
    public long MaxFileBytes { get; set; } = 104_857_600;

    /// <summary>Media types that may be uploaded, such as <c>image/*, application/pdf</c> (Rocket.Chat's FileUpload_MediaTypeWhiteList).</summary>
    /// <value>None: all; comma-separated.</value>
    [RegularExpression(Types)]
    public string AllowedTypes { get; set; } = "";

    /// <summary>Media types that may not be uploaded (Rocket.Chat's FileUpload_MediaTypeBlackList).</summary>
    /// <value>image/svg+xml; comma-separated.</value>
    [RegularExpression(Types)]
    public string BlockedTypes { get; set; } = "image/svg+xml";

    /// <summary>Whether only who may read the room may fetch its files (Rocket.Chat's FileUpload_ProtectFiles); else whoever has the address.</summary>
    /// <value>true.</value>
    public bool ProtectFiles { get; set; } = true;
}
