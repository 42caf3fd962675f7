using Microsoft.Azure.Functions.Worker;

namespace Gantry.Isolated;

/// <summary>A function for each timer, with the names and schedules of the folders below <c>Triggers</c>.</summary>
public sealed class TimerFunctions(GantryApp app)
{
    [Function("retain")]
    public Task RetainAsync([TimerTrigger("0 0 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => app.WorkAsync("retain", cancellationToken);

    [Function("sweepuploads")]
    public Task SweepUploadsAsync([TimerTrigger("0 0 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => app.WorkAsync("sweepuploads", cancellationToken);
}
