namespace Gantry.Functions.Workspace.Administration;

/// <summary>What the slice adds to the application.</summary>
internal static class AdministrationSetup
{
    /// <summary>Registers settings and statistics.</summary>
    public static WebApplicationBuilder AddAdministration(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SettingCatalogue>();
        builder.Services.AddSingleton<WorkspaceSettings>();
        builder.Services.AddSingleton<StatisticsStore>();
        builder.Services.AddSingleton<StatisticsCount>();
        return builder;
    }

    /// <summary>Maps their routes.</summary>
    public static void MapAdministration(this RouteGroupBuilder api)
    {
        api.MapSettings();
        api.MapStatistics();
    }
}
