namespace Gantry.Functions.Hosting;

/// <summary>What the very first start made up and has to tell once.</summary>
internal sealed class FirstStart
{
    /// <summary>The admin's random password; null if it was given, or if this is not the first start.</summary>
    public string? GeneratedPassword { get; set; }
}
