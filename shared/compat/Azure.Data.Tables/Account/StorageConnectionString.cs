using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>What a storage connection string says about tables.</summary>
internal sealed class StorageConnectionString
{
    private const string EmulatorAccount = "devstoreaccount1";
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const int EmulatorPort = 10002;

    private StorageConnectionString(Uri endpoint, string? accountName, HttpPipelinePolicy authentication)
    {
        Endpoint = endpoint;
        AccountName = accountName;
        Authentication = authentication;
    }

    public Uri Endpoint { get; }

    public string? AccountName { get; }

    public HttpPipelinePolicy Authentication { get; }

    public static StorageConnectionString Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var settings = Settings(connectionString);
        if (settings.TryGetValue("UseDevelopmentStorage", out var emulated))
            return Emulator(settings, emulated);

        var account = settings.GetValueOrDefault("AccountName");
        var endpoint = TableEndpoint(settings, account);
        if (settings.TryGetValue("SharedAccessSignature", out var signature))
            return new(endpoint, account, new SharedAccessSignaturePolicy(signature));
        if (account is not null && settings.TryGetValue("AccountKey", out var key))
            return new(endpoint, account, new SharedKeyLitePolicy(new TableSharedKeyCredential(account, key)));
        throw NoValidCombination();
    }

    private static Dictionary<string, string> Settings(string connectionString)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new FormatException("Settings must be of the form \"name=value\".");
            if (!settings.TryAdd(part[..equals].Trim(), part[(equals + 1)..].Trim()))
                throw new FormatException($"Duplicate setting '{part[..equals]}' found.");
        }

        return settings;
    }

    private static StorageConnectionString Emulator(Dictionary<string, string> settings, string emulated)
    {
        if (!string.Equals(emulated, "true", StringComparison.OrdinalIgnoreCase))
            throw NoValidCombination();
        var host = settings.TryGetValue("DevelopmentStorageProxyUri", out var proxy) ? new Uri(proxy, UriKind.Absolute) : new Uri("http://127.0.0.1");
        var endpoint = new UriBuilder(host.Scheme, host.Host, EmulatorPort, EmulatorAccount).Uri;
        return new(endpoint, EmulatorAccount, new SharedKeyLitePolicy(new TableSharedKeyCredential(EmulatorAccount, EmulatorKey)));
    }

    private static Uri TableEndpoint(Dictionary<string, string> settings, string? account)
    {
        if (settings.TryGetValue("TableEndpoint", out var endpoint))
            return new Uri(endpoint, UriKind.Absolute);
        if (account is null)
            throw NoValidCombination();
        var scheme = settings.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        var suffix = settings.GetValueOrDefault("EndpointSuffix", "core.windows.net");
        return new Uri($"{scheme}://{account}.table.{suffix}", UriKind.Absolute);
    }

    private static InvalidOperationException NoValidCombination() => new("No valid combination of account information found.");
}
