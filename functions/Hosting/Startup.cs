using Microsoft.Extensions.Options;

namespace Gantry.Functions.Hosting;

/// <summary>Starts the process under either host, and ends it with one clear line when the configuration is wrong.</summary>
internal static class Startup
{
    private const string DefaultUrl = "http://localhost:7071";

    private const string Help = """
        Gantry: the integration server for Rocket.Chat-style webhooks.

        usage: dotnet run --project functions [-- OPTIONS]

          --urls URL            where to listen (default http://localhost:7071)
          --Section:Key=VALUE   any setting of local.settings.sample.json; in the environment it is Section__Key
          --health URL          ask the server at URL how it is, and stop: 0 if it is well, else 1
          --version             print the version and stop
          --help                print this and stop
        """;

    /// <summary>Runs the process until it is told to stop.</summary>
    /// <returns>The exit code: 0, or 1 if the configuration is wrong or the start failed.</returns>
    public static async Task<int> RunAsync(string[] args, Func<string[], WebApplication> build)
    {
        if (args.Contains("--help") || args.Contains("-h")) return Print(Help);
        if (args.Contains("--version")) return Print(HealthEndpoint.Version);
        if (args is ["--health", var url]) return await HealthProbe.RunAsync(url);
        try
        {
            await using var app = build(args);
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            await using var azurite = await StartStorageAsync(app);
            await app.StartAsync();
            if (!app.Services.GetRequiredService<HostMode>().IsFunctionsHost) await app.Services.GetRequiredService<Greeting>().PrintAsync(app);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception exception) when (StartFault.Describe(exception) is { } fault)
        {
            await Console.Error.WriteLineAsync($"Gantry cannot start: {fault}");
            return 1;
        }
    }

    /// <summary>A builder with the settings and the address of the host that runs this process.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddLocalSettings();
        var mode = HostMode.From(builder.Configuration);
        builder.Services.AddSingleton(mode);
        builder.Services.AddSingleton<Greeting>();
        builder.Services.AddSingleton<FirstStart>();
        builder.Services.AddSingleton<ClientAddress>();
        builder.AddSettings<HostingOptions>("Hosting");
        builder.AddSettings<WorkspaceOptions>("");
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.WebHost.UseUrls(mode.CustomHandlerPort is { } port ? $"http://127.0.0.1:{port}" : UrlsFrom(builder.Configuration));
        return builder;
    }

    private static string UrlsFrom(ConfigurationManager configuration)
    {
        if (configuration["urls"] is not { Length: > 0 } urls) return DefaultUrl;
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var isAddress = Uri.TryCreate(url.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal), UriKind.Absolute, out var address)
                && address.Scheme is "http" or "https";
            if (!isAddress) throw new FormatException($"urls: '{url}' is not an address such as {DefaultUrl}.");
        }

        return urls;
    }

    private static async Task<AzuriteProcess?> StartStorageAsync(WebApplication app)
    {
        var isOurs = app.Services.GetRequiredService<StorageConnection>().IsDevelopment && !app.Services.GetRequiredService<HostMode>().IsFunctionsHost;
        if (!isOurs || await AzuriteProcess.AnswersAsync(CancellationToken.None)) return null;
        return await AzuriteProcess.StartAsync(AzuriteArguments.Local, Console.Out, CancellationToken.None);
    }

    private static int Print(string text)
    {
        Console.WriteLine(text);
        return 0;
    }
}
