using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Gantry.Isolated;

/// <summary>A server that listens nowhere: requests that another server received are run through the application's pipeline.</summary>
internal sealed class PipelineServer : IServer
{
    private Func<IFeatureCollection, Task>? _process;

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        _process = features => RunAsync(application, features);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs a request through the pipeline.</summary>
    /// <param name="outer">The features of the other server's request.</param>
    public Task ProcessAsync(IFeatureCollection outer)
    {
        // What belongs to the exchange itself; the other server's services, endpoint and route are not this application's.
        var features = new FeatureCollection();
        Take<IHttpRequestFeature>(outer, features);
        Take<IHttpRequestBodyDetectionFeature>(outer, features);
        Take<IHttpRequestLifetimeFeature>(outer, features);
        Take<IHttpConnectionFeature>(outer, features);
        Take<IHttpResponseFeature>(outer, features);
        Take<IHttpResponseBodyFeature>(outer, features);
        return _process?.Invoke(features) ?? throw new InvalidOperationException("The application has not started.");
    }

    public void Dispose()
    {
        // There is nothing to let go of.
    }

    private static void Take<TFeature>(IFeatureCollection from, FeatureCollection to) => to.Set(from.Get<TFeature>());

    private static async Task RunAsync<TContext>(IHttpApplication<TContext> application, IFeatureCollection features)
        where TContext : notnull
    {
        var context = application.CreateContext(features);
        Exception? fault = null;
        try
        {
            await application.ProcessRequestAsync(context);
        }
        catch (Exception exception)
        {
            fault = exception;
            throw;
        }
        finally
        {
            application.DisposeContext(context, fault);
        }
    }
}
