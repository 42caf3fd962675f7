using Gantry.Functions.Hosting;
using Gantry.Functions.Hosting.Timers;

namespace Gantry.Functions.Workspace.Uploads;

/// <summary>What the slice adds to the application.</summary>
internal static class UploadsSetup
{
    /// <summary>Registers uploading, fetching and sweeping files.</summary>
    public static WebApplicationBuilder AddUploads(this WebApplicationBuilder builder)
    {
        builder.AddSettings<UploadsOptions>("Uploads");
        builder.Services.AddSingleton<UploadStore>();
        builder.Services.AddSingleton<FileTypes>();
        builder.Services.AddSingleton<FileRemoval>();
        builder.Services.AddSingleton<UploadReceiver>();
        builder.Services.AddSingleton<Uploading>();
        builder.Services.AddSingleton<RoomFiles>();
        builder.Services.AddSingleton<FileDownload>();
        builder.Services.AddTimerFunction<SweepUploadsTimer>("sweepuploads", TimeSpan.FromHours(1));
        return builder;
    }
}
