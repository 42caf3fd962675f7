using System.Text.Json.Nodes;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Rooms;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Uploads;

/// <summary><c>channels.files</c>, <c>groups.files</c>, <c>im.files</c>: one range read of the room's <c>f|</c> rows, newest first.</summary>
internal sealed class RoomFiles(IndexedMessages indexed, RoomSelector selector, IOptions<RestOptions> rest)
{
    /// <summary>The files of a channel or group.</summary>
    public async Task<IResult> ListAsync(RoomRequest request, CancellationToken cancellationToken) =>
        await ListAsync((await selector.FindAsync(request, cancellationToken)).Room, request.Parameters, cancellationToken);

    /// <summary>The files of a room, those of a <c>name</c> or <c>typeGroup</c> (image, audio, video, text, application) alone if the call says so.</summary>
    public async Task<IResult> ListAsync(Room room, Parameters parameters, CancellationToken cancellationToken)
    {
        var paging = Paging.From(parameters, rest);
        var (name, group) = (parameters.FirstString("name"), parameters.FirstString("typeGroup"));
        var all = (await indexed.RowsAsync(room.Id, MessageIndex.Files, cancellationToken))
            .Select(FileEntry.Of)
            .Where(file => name is null || file.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
            .Where(file => group is null or "all" || TypeGroup(file).Equals(group, StringComparison.OrdinalIgnoreCase))
            .ToList();
        var page = paging.Page(all, static (file, field) => field switch { "name" => file.Name, "size" => file.Size, "uploadedAt" => file.UploadedAt, "type" => file.Type, _ => null });
        return Results.Ok(new JsonObject
        {
            ["files"] = new JsonArray([.. page.Select(View)]),
            ["count"] = page.Count,
            ["offset"] = paging.Offset,
            ["total"] = all.Count,
            ["success"] = true,
        });
    }

    private static string TypeGroup(FileEntry file) => file.Type.Split('/')[0];

    private static JsonNode View(FileEntry file)
    {
        var address = FileAttachment.Address(file.Id, file.Name);
        return new JsonObject
        {
            ["_id"] = file.Id,
            ["name"] = file.Name,
            ["type"] = file.Type,
            ["typeGroup"] = TypeGroup(file),
            ["extension"] = FileName.Extension(file.Name),
            ["size"] = file.Size,
            ["rid"] = file.Rid,
            ["userId"] = file.U.Id,
            ["user"] = RestJson.ToNode(file.U),
            ["uploadedAt"] = RestJson.ToNode(file.UploadedAt),
            ["path"] = address,
            ["url"] = address,
            ["complete"] = true,
            ["progress"] = 1,
        };
    }
}
