using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Functions.Workspace.Realtime.Ddp;

namespace Gantry.Functions.Workspace.Realtime.Streams;

/// <summary>The subscriptions of one connection, by the ids that the client gave them.</summary>
internal sealed class SessionSubscriptions(DdpSession session, DdpServices services)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Subscription> _open = new(StringComparer.Ordinal);

    /// <summary>Whether there is one.</summary>
    public bool Any
    {
        get
        {
            lock (_lock) return _open.Count > 0;
        }
    }

    /// <summary>Opens one: <c>ready</c> when everything that happens from now on will be told, else <c>nosub</c>.</summary>
    public async Task OpenAsync(JsonElement id, string name, JsonElement parameters, CancellationToken cancellationToken)
    {
        var key = id.GetRawText();
        try
        {
            lock (_lock)
            {
                // A client that repeats an id after a hiccup means the same subscription.
                if (_open.ContainsKey(key))
                {
                    session.Send(DdpFrames.Ready(id));
                    return;
                }

                if (_open.Count >= services.Options.MaxSubscriptions)
                    throw new ApiException(429, "error-too-many-subscriptions", $"A connection has at most {services.Options.MaxSubscriptions} subscriptions [error-too-many-subscriptions]");
            }

            var subscription = await services.Publications.CreateAsync(session, id, name, parameters, cancellationToken);
            if (UsesCollection(parameters)) session.Send(DdpFrames.Added(name, "id", new JsonObject { ["eventName"] = subscription.EventName }));
            lock (_lock) _open[key] = subscription;
            await services.Publications.OpenAsync(subscription, cancellationToken);
            session.Send(DdpFrames.Ready(id));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Close(id, session.Describe(exception));
        }
    }

    /// <summary>Ends one, and says so.</summary>
    /// <param name="id">The id that the client gave.</param>
    /// <param name="error">Why, unless the client wanted it.</param>
    public void Close(JsonElement id, JsonElement? error)
    {
        Subscription? subscription;
        lock (_lock) _open.Remove(id.GetRawText(), out subscription);
        if (subscription is not null) services.Publications.Close(subscription);
        session.Send(DdpFrames.NoSub(id, error));
    }

    /// <summary>Ends all; the client is told as far as it listens.</summary>
    public void EndAll()
    {
        List<Subscription> ended;
        lock (_lock)
        {
            ended = [.. _open.Values];
            _open.Clear();
        }

        foreach (var subscription in ended)
        {
            services.Publications.Close(subscription);
            session.Send(DdpFrames.NoSub(subscription.Id, error: null));
        }
    }

    // Clients of old keep what streams bring in a collection: only a document that was added can change.
    private static bool UsesCollection(JsonElement parameters) => parameters.ValueKind == JsonValueKind.Array && parameters.GetArrayLength() > 1 && parameters[1] switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.Object } options => options.TryGetProperty("useCollection", out var use) && use.ValueKind == JsonValueKind.True,
        _ => false,
    };
}
