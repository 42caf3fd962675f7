using System.Text.Json;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary><c>setType</c>, <c>setDefault</c>, <c>setCustomFields</c> and <c>setJoinCode</c>.</summary>
internal sealed class RoomSettings(RoomChange change)
{
    private const int MaxJoinCode = 100;

    /// <summary>Makes a channel private, or a group public. A default channel stays public: everybody is meant to be in it.</summary>
    public async Task<IResult> SetTypeAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var room = await change.SelectAsync(request, "edit-room", cancellationToken);
        var type = Required(request, "type");
        if (type is not ("c" or "p")) throw ApiException.WrongType("type", "\"c\" or \"p\"");
        if (type == room.T) throw Same(request, "type");
        request.Caller.Require("create-" + type);
        if (room.Default == true) throw ApiException.Invalid("error-action-not-allowed", "A default channel cannot be private");
        return await change.ApplyAsync(request, room, current => current with { T = type }, "room_changed_privacy", type == "c" ? "public" : "private", cancellationToken);
    }

    /// <summary>Makes a channel one that everybody is in.</summary>
    public async Task<IResult> SetDefaultAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var room = await change.SelectAsync(request, "edit-room", cancellationToken);
        var isDefault = request.Parameters.Bool("default") ?? throw Missing("default");
        if (!request.Caller.Has("view-room-administration")) throw RoomChange.NotAllowed();
        if (isDefault == (room.Default ?? false)) throw Same(request, "default setting");
        if (isDefault && !room.IsChannel) throw ApiException.Invalid("error-action-not-allowed", "A private group cannot be default");
        return await change.ApplyAsync(request, room, current => current with { Default = isDefault }, null, "", cancellationToken);
    }

    /// <summary>Replaces the custom fields.</summary>
    public async Task<IResult> SetCustomFieldsAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var room = await change.SelectAsync(request, "edit-room", cancellationToken);
        var fields = request.Parameters.Body.ValueKind == JsonValueKind.Object
            && request.Parameters.Body.TryGetProperty("customFields", out var given) && given.ValueKind == JsonValueKind.Object
                ? RoomText.RequireFields(given)
                : throw new ApiException(400, "invalid-params", "The bodyParam \"customFields\" is required with a type like object.", new { key = "customFields" });
        return await change.ApplyAsync(request, room, current => current with { CustomFields = fields }, null, "", cancellationToken);
    }

    /// <summary>Sets what who joins has to say; empty for nothing.</summary>
    public async Task<IResult> SetJoinCodeAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var room = await change.SelectAsync(request, "edit-room", cancellationToken);
        var code = request.Parameters.String("joinCode") ?? throw Missing("joinCode");
        if (code.Length > MaxJoinCode) throw ApiException.Invalid("error-invalid-join-code", $"A join code has at most {MaxJoinCode} characters");
        return await change.ApplyAsync(request, room, current => current with { JoinCode = code.Length == 0 ? null : code }, null, "", cancellationToken);
    }

    private static string Required(RoomRequest request, string name) => request.Parameters.FirstString(name) ?? throw Missing(name);

    private static ApiException Missing(string name) => new(400, "invalid-params", $"The bodyParam \"{name}\" is required", new { key = name });

    private static ApiException Same(RoomRequest request, string what) => new(422, "error-room-unchanged", $"{request.Kind.Title} {what} is the same as what it would be changed to.");
}
