using Gantry.Functions.History;
using Gantry.Functions.Hooks;
using Gantry.Functions.Hosting;
using Gantry.Functions.Hosting.Queues;
using Gantry.Functions.Identity;
using Gantry.Functions.Integrations;
using Gantry.Functions.Purge;
using Gantry.Functions.RateLimiting;
using Gantry.Functions.Rest;
using Gantry.Functions.Scripting;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Realtime;
using Gantry.Functions.Workspace.Rooms;

return await Startup.RunAsync(args, Build);

/// <summary>The application's table of contents: what it consists of, then what it answers to.</summary>
internal sealed partial class Program
{
    internal static WebApplication Build(string[] args)
    {
        var builder = Startup.CreateBuilder(args);

        builder.AddTelemetry();
        builder.AddStorage();
        builder.AddQueueFunctions();
        builder.AddRest();
        builder.AddRateLimits();
        builder.AddPurge();
        builder.AddIdentity();
        builder.AddRooms();
        builder.AddMessages();
        builder.AddRealtime();
        builder.AddScripting();
        builder.AddIntegrations();
        builder.AddHistory();
        builder.AddHooks();

        var app = builder.Build();

        app.UseMiddleware<RequestCorrelation>();
        app.UseMiddleware<ErrorAnswers>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<RateLimitMiddleware>();

        app.MapHealth();
        app.MapInvocations();
        app.MapHooks();
        app.MapRealtime();

        var api = app.MapRest();
        api.LimitRate(RateLimitRule.Api);
        api.MapIdentity();
        api.MapRooms();
        api.MapMessages();
        api.MapIntegrations();
        api.MapHistory();

        return app;
    }
}
