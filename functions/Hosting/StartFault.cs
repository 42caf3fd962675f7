using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Hosting;

/// <summary>What the person who starts the process can mend, in one line that names the setting.</summary>
internal static class StartFault
{
    /// <summary>Describes a failed start; null if it is a fault of ours, which is thrown on.</summary>
    public static string? Describe(Exception exception) => Text(exception)?.ReplaceLineEndings(" ");

    private static string? Text(Exception exception) => exception switch
    {
        OptionsValidationException invalid => string.Join(' ', invalid.Failures),
        AggregateException several when several.InnerExceptions.All(inner => inner is OptionsValidationException) => string.Join(' ', several.InnerExceptions.Select(Text)),
        AzuriteException azurite => azurite.Message,
        FormatException format => format.Message,
        IOException { InnerException: AddressInUseException } taken => $"urls: {taken.Message} Choose another with --urls.",
        SocketException refused => $"urls: the address cannot be listened on ({refused.Message}). Choose another with --urls.",
        Azure.RequestFailedException { Status: not 0 } storage => $"AzureWebJobsStorage: storage refused the connection ({storage.ErrorCode ?? storage.Status.ToString(CultureInfo.InvariantCulture)}).",
        Azure.RequestFailedException silent => $"AzureWebJobsStorage: storage does not answer ({silent.Message})",

        // Azure.Core throws all tries together.
        AggregateException { InnerExceptions: [.., var last] } => last is AggregateException ? null : $"AzureWebJobsStorage: storage does not answer ({last.Message})",
        Azure.Identity.AuthenticationFailedException identity => $"AzureWebJobsStorage: the identity was refused ({identity.Message})",
        _ => null,
    };
}
