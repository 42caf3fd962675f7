using Gantry.Functions.Commands;
using Gantry.Functions.Commands.Responses;
using Gantry.Functions.History;
using Gantry.Functions.Hooks;
using Gantry.Functions.Hosting;
using Gantry.Functions.Hosting.Queues;
using Gantry.Functions.Identity;
using Gantry.Functions.Integrations;
using Gantry.Functions.OAuth;
using Gantry.Functions.OAuth.Apps;
using Gantry.Functions.Outgoing;
using Gantry.Functions.Purge;
using Gantry.Functions.RateLimiting;
using Gantry.Functions.Rest;
using Gantry.Functions.Scripting;
using Gantry.Functions.Workspace.Administration;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Realtime;
using Gantry.Functions.Workspace.Rooms;
using Gantry.Functions.Workspace.Uploads;

return await Startup.RunAsync(args, Build);

/// <summary>The application's table of contents: what it consists of, then what it answers to.</summary>
internal sealed partial class Program
{
    internal static WebApplication Build(string[] args) => Build(args, _ => { });

    internal static WebApplication Build(string[] args, Action<IServiceCollection> addServer)
    {
        var builder = Startup.CreateBuilder(args);
        addServer(builder.Services);

        builder.AddTelemetry();
        builder.AddStorage();
        builder.AddQueueFunctions();
        builder.AddRest();
        builder.AddRateLimits();
        builder.AddPurge();
        builder.AddIdentity();
        builder.AddOAuth();
        builder.AddRooms();
        builder.AddMessages();
        builder.AddAdministration();
        builder.AddUploads();
        builder.AddRealtime();
        builder.AddScripting();
        builder.AddIntegrations();
        builder.AddHistory();
        builder.AddHooks();
        builder.AddOutgoing();
        builder.AddCommands();

        var app = builder.Build();

        app.UseMiddleware<RequestCorrelation>();
        app.UseMiddleware<ErrorAnswers>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<RateLimitMiddleware>();

        app.MapHealth();
        app.MapInvocations();
        app.MapHooks();
        app.MapOAuth();
        app.MapAvatars();
        app.MapFileUpload();
        app.MapRealtime();
        app.MapCommandResponses();

        var api = app.MapRest();
        api.LimitRate(RateLimitRule.Api);
        api.MapIdentity();
        api.MapOAuthApps();
        api.MapRooms();
        api.MapMessages();
        api.MapAdministration();
        api.MapUploads();
        api.MapIntegrations();
        api.MapHistory();
        api.MapReplay();
        api.MapOutgoing();
        api.MapCommands();

        return app;
    }
}
