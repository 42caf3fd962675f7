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
          --version             print the version and stop
          --help                print this and stop
        """;

    /// <summary>Runs the process until it is told to stop.</summary>
    /// <returns>The exit code: 0, or 1 if the configuration is wrong or the start failed.</returns>
    public static async Task<int> RunAsync(string[] args, Func<string[], WebApplication> build)
    {
        if (args.Contains("--help") || args.Contains("-h")) return Print(Help);
        if (args.Contains("--version")) return Print(HealthEndpoint.Version);
        try
        {
            await using var app = build(args);
            await using var azurite = await StartStorageAsync(app);
            await app.StartAsync();
            if (!app.Services.GetRequiredService<HostMode>().IsCustomHandler) await app.Services.GetRequiredService<Greeting>().PrintAsync(app);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception exception) when (ConfigurationFault(exception) is { } fault)
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
        builder.Services.AddOptions<WorkspaceOptions>().Bind(builder.Configuration).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        if (mode.CustomHandlerPort is { } port) builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        else if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls(DefaultUrl);
        return builder;
    }

    private static async Task<AzuriteProcess?> StartStorageAsync(WebApplication app)
    {
        var isOurs = app.Services.GetRequiredService<StorageConnection>().IsDevelopment && !app.Services.GetRequiredService<HostMode>().IsCustomHandler;
        if (!isOurs || await AzuriteProcess.AnswersAsync(CancellationToken.None)) return null;
        return await AzuriteProcess.StartAsync(AzuriteArguments.Local, Console.Out, CancellationToken.None);
    }

    private static string? ConfigurationFault(Exception exception) => exception switch
    {
        OptionsValidationException invalid => string.Join(' ', invalid.Failures),
        AzuriteException azurite => azurite.Message,
        FormatException format => format.Message,
        InvalidOperationException { InnerException: not null } binding when binding.Message.Contains("configuration", StringComparison.OrdinalIgnoreCase) => binding.Message,
        InvalidOperationException unknown when unknown.Message.Contains("ErrorOnUnknownConfiguration", StringComparison.Ordinal) => unknown.Message,
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } taken => $"{taken.Message} Choose another with --urls.",
        Azure.RequestFailedException storage => $"AzureWebJobsStorage: storage refused the connection ({storage.ErrorCode ?? storage.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)}).",
        AggregateException { InnerExceptions: [.., var last] } => last is AggregateException ? null : $"AzureWebJobsStorage: storage does not answer ({last.Message})",
        _ => null,
    };

    private static int Print(string text)
    {
        Console.WriteLine(text);
        return 0;
    }
}
