using System.Text.Json.Nodes;
using Gantry.Functions.Purge;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary><c>rename</c>, <c>setTopic</c>, <c>setDescription</c> (also <c>setPurpose</c>), <c>setAnnouncement</c> and <c>setReadOnly</c>.</summary>
internal sealed class RoomEditing(RoomChange change, PurgeQueue purges, IEnumerable<IRemovalListener> listeners)
{
    public async Task<IResult> RenameAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var room = await change.SelectAsync(request, "edit-room", cancellationToken);
        var name = RoomName.Require(request.Parameters.RequiredString("name"));
        if (name == room.Name) throw Same($"{request.Kind.Title} name is the same as what it would be renamed to.");
        var renaming = RoomNames.Job(room);
        await purges.AnnounceAsync(renaming, cancellationToken);
        var answer = await change.ApplyAsync(request, room, current => current with { Name = name, Fname = name }, "r", name, cancellationToken);
        await listeners.TellAsync(renaming, cancellationToken);
        return answer;
    }

    public async Task<IResult> SetReadOnlyAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        var room = await change.SelectAsync(request, "set-readonly", cancellationToken);
        var readOnly = request.Parameters.Bool("readOnly") ?? throw ApiException.MissingKey("readOnly");
        if (readOnly == room.Ro) throw Same($"{request.Kind.Title} read only setting is the same as what it would be changed to.");
        return await change.ApplyAsync(request, room, current => current with { Ro = readOnly }, readOnly ? "room-set-read-only" : "room-removed-read-only", "", cancellationToken);
    }

    public Task<IResult> SetTopicAsync(RoomRequest request, CancellationToken cancellationToken) =>
        SetTextAsync(request, "topic", (room, text) => room with { Topic = text }, "room_changed_topic", cancellationToken);

    public Task<IResult> SetDescriptionAsync(RoomRequest request, CancellationToken cancellationToken) =>
        SetTextAsync(request, "description", (room, text) => room with { Description = text }, "room_changed_description", cancellationToken);

    public Task<IResult> SetPurposeAsync(RoomRequest request, CancellationToken cancellationToken) =>
        SetTextAsync(request, "purpose", (room, text) => room with { Description = text }, "room_changed_description", cancellationToken);

    public Task<IResult> SetAnnouncementAsync(RoomRequest request, CancellationToken cancellationToken) =>
        SetTextAsync(request, "announcement", (room, text) => room with { Announcement = text }, "room_changed_announcement", cancellationToken);

    private async Task<IResult> SetTextAsync(RoomRequest request, string key, Func<Room, string?, Room> set, string systemMessage, CancellationToken cancellationToken)
    {
        var room = await change.SelectAsync(request, "edit-room", cancellationToken);
        var text = request.Parameters.String(key) ?? throw ApiException.MissingKey(key);
        var stored = RoomText.Require(key, text);
        await change.ApplyAsync(request, room, current => set(current, stored), systemMessage, text, cancellationToken);
        return Results.Ok(new JsonObject { [key] = text, ["success"] = true });
    }

    private static ApiException Same(string sentence) => new(422, "error-room-unchanged", sentence);
}
