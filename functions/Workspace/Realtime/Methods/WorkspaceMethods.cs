using System.Text.Json.Nodes;
using Gantry.Functions.Hosting;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Realtime.Methods;

/// <summary>The methods about the workspace as a whole.</summary>
internal sealed class WorkspaceMethods(UserStore users, Permissions permissions, IOptions<MessagesOptions> messages, IOptions<WorkspaceOptions> workspace)
{
    private const string PlainUser = "user";

    /// <summary><c>getUserRoles</c>: who has roles beyond the plain one; one range read.</summary>
    public async Task<JsonNode?> GetUserRolesAsync(CancellationToken cancellationToken) => RestJson.ToNode(
        (await users.ListAsync(cancellationToken)).Where(user => user.Roles.Any(role => role != PlainUser)).Select(user => new { _id = user.Id, username = user.Username, roles = user.Roles }));

    /// <summary><c>permissions/get</c>: all, or those that changed since a date.</summary>
    public async Task<JsonNode?> GetPermissionsAsync(DdpCall call, CancellationToken cancellationToken)
    {
        var since = call.Date(0);
        var table = await permissions.GetAsync(cancellationToken);
        return Answer(call, RestJson.ToNode(table.All().Where(permission => since is null || permission.UpdatedAt > since))!);
    }

    /// <summary><c>public-settings/get</c>: the settings that clients ask for and that Gantry has; none changes while it runs.</summary>
    public JsonNode GetPublicSettings(DdpCall call)
    {
        var settings = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Message_AllowDeleting"] = messages.Value.AllowDeleting,
            ["Message_AllowEditing"] = messages.Value.AllowEditing,
            ["Message_MaxAllowedSize"] = messages.Value.MaxAllowedSize,
            ["Site_Url"] = workspace.Value.SiteUrl,
        };
        var shown = settings.Where(setting => call.Date(0) is null && setting.Value is not null).Select(setting => new { _id = setting.Key, value = setting.Value });
        return Answer(call, RestJson.ToNode(shown)!);
    }

    private static JsonNode Answer(DdpCall call, JsonNode update) => call.Date(0) is null ? update : new JsonObject { ["update"] = update, ["remove"] = new JsonArray() };
}
