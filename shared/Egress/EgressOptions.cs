using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Gantry.Shared.Egress;

/// <summary>What calls to addresses that users chose may reach, and how much they may bring back.</summary>
public sealed class EgressOptions
{
    /// <summary>Networks that may be called although they are not public, such as <c>10.1.0.0/16, 127.0.0.1</c>.</summary>
    /// <value>None; addresses or networks, comma-separated.</value>
    [NetworkList]
    public string AllowedNetworks { get; set; } = "";

    /// <summary>Bytes of an answer, unpacked; more fails the call.</summary>
    /// <value>1 MiB; from 1 KiB to 100 MiB.</value>
    [Range(1024, 104_857_600)]
    public int MaxResponseBytes { get; set; } = 1_048_576;

    /// <summary>Redirects that are followed; each target is checked like the first.</summary>
    /// <value>5; from 1 to 20.</value>
    [Range(1, 20)]
    public int MaxRedirects { get; set; } = 5;

    /// <summary>The networks.</summary>
    /// <returns>One entry for each; an address is a network of one.</returns>
    /// <exception cref="FormatException">One is neither an address nor a network.</exception>
    public IReadOnlyList<IPNetwork> Networks() => [.. AllowedNetworks.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    private static IPNetwork Parse(string text)
    {
        if (IPAddress.TryParse(text, out var address)) return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return IPNetwork.TryParse(text, out var network) ? network : throw new FormatException($"'{text}' is neither an address nor a network.");
    }
}

/// <summary>A comma-separated list of addresses and networks.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NetworkListAttribute : ValidationAttribute
{
    /// <inheritdoc/>
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        try
        {
            _ = new EgressOptions { AllowedNetworks = value as string ?? "" }.Networks();
            return ValidationResult.Success;
        }
        catch (FormatException exception)
        {
            return new ValidationResult(exception.Message, [nameof(EgressOptions.AllowedNetworks)]);
        }
    }
}
