using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Administration;

/// <summary><c>settings.public</c>, <c>settings</c>, <c>settings/:_id</c>, <c>settings.oauth</c> and <c>service.configurations</c> (<c>rocket-chat-behaviour.md</c> 7.8).</summary>
internal static class SettingEndpoints
{
    private const string ViewPrivileged = "view-privileged-setting";

    /// <summary>Maps them.</summary>
    public static void MapSettings(this RouteGroupBuilder api)
    {
        api.MapGet("settings.public", PublicAsync).AllowAnonymous();
        api.MapGet("settings", ListAsync);
        api.MapGet("settings/{id}", GetAsync).RequirePermission(ViewPrivileged);
        api.MapPost("settings/{id}", SetAsync).RequirePermission("edit-privileged-setting");

        // Login services are what a client shows buttons for. There are none: LDAP and JWT come through the ordinary login.
        api.MapGet("settings.oauth", static () => Results.Ok(new { services = Array.Empty<object>(), success = true })).AllowAnonymous();
        api.MapGet("service.configurations", static () => Results.Ok(new { configurations = Array.Empty<object>(), success = true })).AllowAnonymous();
    }

    private static async Task<IResult> PublicAsync(Parameters parameters, WorkspaceSettings settings, IOptions<RestOptions> options, CancellationToken cancellationToken)
    {
        var (paging, wanted, values) = (Paging.From(parameters, options), parameters.List("_id"), await settings.GetAsync(cancellationToken));
        var all = values.Definitions.Where(definition => definition.IsPublic && (wanted is null || wanted.Contains(definition.Id, StringComparer.Ordinal))).ToList();
        var page = paging.Page(all, Field).Select(definition => new { _id = definition.Id, value = values.Value(definition.Id), enterprise = false }).ToList();
        return Results.Ok(new { settings = page, count = page.Count, offset = paging.Offset, total = all.Count, success = true });
    }

    private static async Task<IResult> ListAsync(Parameters parameters, Caller caller, WorkspaceSettings settings, IOptions<RestOptions> options, CancellationToken cancellationToken)
    {
        var (paging, includeDefaults, values) = (Paging.From(parameters, options), parameters.Bool("includeDefaults") is true, await settings.GetAsync(cancellationToken));
        var mayViewAll = caller.Has(ViewPrivileged);
        var all = values.Definitions.Where(definition => definition.IsPublic || mayViewAll).ToList();
        var page = paging.Page(all, Field).Select(definition => ToNode(definition, values, includeDefaults)).ToList();
        return Results.Ok(new { settings = page, count = page.Count, offset = paging.Offset, total = all.Count, success = true });
    }

    private static async Task<IResult> GetAsync(string id, WorkspaceSettings settings, CancellationToken cancellationToken)
    {
        var values = await settings.GetAsync(cancellationToken);
        var definition = values.Definitions.FirstOrDefault(definition => definition.Id == id) ?? throw SettingValues.Unknown(id);
        return Results.Ok(new { _id = id, value = Shown(definition, values), success = true });
    }

    private static async Task<IResult> SetAsync(string id, Parameters parameters, WorkspaceSettings settings, CancellationToken cancellationToken)
    {
        if (!parameters.Has("value")) throw ApiException.MissingKey("value");
        await settings.ChangeAsync(id, parameters.Body.GetProperty("value"), cancellationToken);
        return Results.Ok(new { success = true });
    }

    private static JsonObject ToNode(SettingDefinition definition, SettingValues values, bool includeDefaults)
    {
        var node = new JsonObject
        {
            ["_id"] = definition.Id,
            ["value"] = Shown(definition, values),
            ["type"] = definition.Type,
            ["group"] = definition.Group,
            ["public"] = definition.IsPublic,
            ["readonly"] = definition.IsReadOnly,
        };
        if (definition.Values is { } choices) node["values"] = new JsonArray([.. choices.Select(choice => new JsonObject { ["key"] = choice, ["i18nLabel"] = choice })]);
        if (includeDefaults) node["packageValue"] = RestJson.ToNode(definition.Default);
        if (values.UpdatedAt(definition.Id) is { } updated) node["_updatedAt"] = RestJson.ToNode(updated);
        return node;
    }

    private static JsonNode? Shown(SettingDefinition definition, SettingValues values) => definition.IsSecret ? "" : RestJson.ToNode(values.Value(definition.Id));

    private static IComparable? Field(SettingDefinition definition, string field) => field switch
    {
        "_id" => definition.Id,
        "group" => definition.Group,
        "type" => definition.Type,
        _ => null,
    };
}
