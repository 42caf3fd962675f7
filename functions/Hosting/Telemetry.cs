using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gantry.Functions.Hosting;

/// <summary>
/// Logs to the console, one line each with the request's id; traces and metrics of ASP.NET Core, HttpClient, the runtime and Gantry itself,
/// exported by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.
/// </summary>
internal static class Telemetry
{
    /// <summary>The name of Gantry's own activity source and meter.</summary>
    public const string Source = "Gantry";

    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Registers logs, traces and metrics.</summary>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.IncludeScopes = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Azure", LogLevel.Warning);
        // A failed start is told in one line by StartFault.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        if (builder.Configuration[Endpoint] is not { Length: > 0 } endpoint) return builder;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out _)) throw new FormatException($"{Endpoint}: '{endpoint}' is not an address.");

        // The exporters read their settings from the environment only.
        Environment.SetEnvironmentVariable(Endpoint, endpoint);

        var resource = ResourceBuilder.CreateDefault().AddService("gantry", serviceVersion: HealthEndpoint.Version).AddEnvironmentVariableDetector();
        builder.Services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource).AddSource(Source, "Microsoft.AspNetCore", "System.Net.Http").AddOtlpExporter().Build());
        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Source, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime")
            .AddOtlpExporter((OtlpExporterOptions _, MetricReaderOptions _) => { }).Build());
        builder.Services.AddHostedService<Exporters>();
        return builder;
    }

    /// <summary>Makes the providers live as long as the host: disposing them with the services flushes what was not exported yet.</summary>
    private sealed class Exporters(TracerProvider traces, MeterProvider metrics) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;

        public override Task StopAsync(CancellationToken cancellationToken)
        {
            traces.ForceFlush(2000);
            metrics.ForceFlush(2000);
            return base.StopAsync(cancellationToken);
        }
    }
}
