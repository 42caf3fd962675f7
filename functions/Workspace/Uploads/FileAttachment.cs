using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;

namespace Gantry.Functions.Workspace.Uploads;

/// <summary>The attachment by which clients show a file (<c>rocket-chat-behaviour.md</c> 7.0).</summary>
internal static class FileAttachment
{
    /// <summary>Where a file is fetched, from the server's root.</summary>
    public static string Address(string fileId, string name) => $"/file-upload/{Uri.EscapeDataString(fileId)}/{Uri.EscapeDataString(name)}";

    /// <summary>The attachments of a file's message.</summary>
    public static JsonElement Of(MessageFile file, string? description)
    {
        var address = Address(file.Id, file.Name);
        var attachment = new JsonObject { ["title"] = file.Name, ["type"] = "file", ["title_link"] = address, ["title_link_download"] = true, ["fileId"] = file.Id };
        if (!string.IsNullOrEmpty(description)) attachment["description"] = description;
        if (file.Type.Split('/')[0] is ("image" or "audio" or "video") and var kind)
        {
            attachment[kind + "_url"] = address;
            attachment[kind + "_type"] = file.Type;
            attachment[kind + "_size"] = file.Size;
        }
        else
        {
            attachment["size"] = file.Size;
            attachment["format"] = file.Format;
        }

        return JsonSerializer.SerializeToElement(new JsonArray(attachment), RestJson.Options);
    }
}
