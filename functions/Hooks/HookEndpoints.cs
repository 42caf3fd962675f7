namespace Gantry.Functions.Hooks;

/// <summary>The addresses of incoming hooks: the three forms of the seeds and Rocket.Chat, and what tools ask first.</summary>
internal static class HookEndpoints
{
    private static readonly string[] Methods = ["GET", "POST", "PUT"];

    /// <summary>Maps the routes.</summary>
    public static void MapHooks(this IEndpointRouteBuilder routes)
    {
        var hooks = routes.MapGroup("/hooks");
        hooks.MapGet("sample/{id}/{token}", (HookSamples samples, string id, string token, CancellationToken cancellationToken) => samples.SampleAsync(id, token, cancellationToken));
        hooks.MapGet("sample/{id}/{userId}/{token}", (HookSamples samples, string id, string token, CancellationToken cancellationToken) => samples.SampleAsync(id, token, cancellationToken));
        hooks.MapGet("info/{id}/{token}", (HookSamples samples, string id, string token, CancellationToken cancellationToken) => samples.InfoAsync(id, token, cancellationToken));
        hooks.MapGet("info/{id}/{userId}/{token}", (HookSamples samples, string id, string token, CancellationToken cancellationToken) => samples.InfoAsync(id, token, cancellationToken));

        hooks.MapMethods("{token}", Methods, (HookReceiver receiver, HttpContext context, string token) => receiver.ReceiveAsync(context, id: null, token));
        hooks.MapMethods("{id}/{token}", Methods, (HookReceiver receiver, HttpContext context, string id, string token) => receiver.ReceiveAsync(context, id, token));

        // The user in the middle is an old form; it says nothing that the id does not.
        hooks.MapMethods("{id}/{userId}/{token}", Methods, (HookReceiver receiver, HttpContext context, string id, string token) => receiver.ReceiveAsync(context, id, token));
    }
}
