using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Identity;

/// <summary><c>users.getPreferences</c> and <c>users.setPreferences</c> (<c>rocket-chat-behaviour.md</c> 7.2): what clients keep for their user.</summary>
internal static class UserPreferences
{
    private const int MaxLength = 32 * 1024;

    /// <summary>The preferences of a user.</summary>
    public static JsonObject Of(User user) => user.Preferences is { } kept ? JsonObject.Create(kept)! : [];

    /// <summary>The caller's preferences.</summary>
    public static IResult Get(Caller caller) => Results.Ok(new { preferences = Of(caller.User), success = true });

    /// <summary>Sets those that <c>data</c> mentions; null takes one away. Of another user with <c>edit-other-user-info</c>.</summary>
    public static async Task<IResult> SetAsync(Parameters parameters, Caller caller, UserStore users, TimeProvider time, CancellationToken cancellationToken)
    {
        var data = parameters.Object("data") ?? throw ApiException.MissingKey("data");
        var id = parameters.FirstString("userId") ?? caller.User.Id;
        if (id != caller.User.Id) caller.Require("edit-other-user-info");
        var now = time.GetUtcNow();
        var changed = await users.UpdateAsync(id, user => user with { Preferences = Merge(Of(user), data), UpdatedAt = now }, cancellationToken) ?? throw UserSelector.Unknown();
        return Results.Ok(new { user = new { _id = changed.Id, settings = new { preferences = Of(changed) } }, success = true });
    }

    private static JsonElement Merge(JsonObject preferences, JsonElement data)
    {
        foreach (var property in data.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null) preferences.Remove(property.Name);
            else preferences[property.Name] = RestJson.ToNode(property.Value);
        }

        UserRules.Short("preferences", preferences.ToJsonString(), MaxLength);
        return JsonSerializer.SerializeToElement(preferences);
    }
}
