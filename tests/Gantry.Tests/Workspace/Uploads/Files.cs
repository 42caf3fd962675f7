using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Gantry.Tests.Workspace.Uploads;

/// <summary>Uploads and fetches as a client does.</summary>
internal static class Files
{
    /// <summary>A form: fields in order; <c>file</c> stands for the file.</summary>
    public static MultipartFormDataContent Form(string fileName, byte[] bytes, string? type, params (string Name, string? Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            if (value is not null)
            {
                form.Add(new StringContent(value), name);
                continue;
            }

            var file = new ByteArrayContent(bytes);
            if (type is not null) file.Headers.ContentType = new MediaTypeHeaderValue(type);
            form.Add(file, name, fileName);
        }

        return form;
    }

    /// <summary>Posts a form.</summary>
    public static async Task<(HttpStatusCode Status, JsonElement Body)> PostFormAsync(this ApiClient client, GantryServer server, string path, HttpContent form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/" + path) { Content = form };
        request.Headers.Add("X-User-Id", client.UserId);
        request.Headers.Add("X-Auth-Token", client.Token);
        using var response = await server.Http.SendAsync(request);
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }

    /// <summary>Uploads a file into a room; gives its message.</summary>
    public static async Task<JsonElement> UploadAsync(this ApiClient client, GantryServer server, string roomId, string fileName, byte[] bytes, string? type = null, params (string Name, string? Value)[] fields)
    {
        var (status, body) = await client.PostFormAsync(server, "rooms.upload/" + roomId, Form(fileName, bytes, type, [("file", null), .. fields]));
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        return body.GetProperty("message");
    }

    /// <summary>The address of a message's file.</summary>
    public static string Address(this JsonElement message) => message.GetProperty("attachments")[0].GetProperty("title_link").GetString()!;

    /// <summary>Fetches an address, as a client if there is one.</summary>
    public static async Task<HttpResponseMessage> FetchAsync(GantryServer server, string address, ApiClient? client, HttpMethod? method = null, RangeHeaderValue? range = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, address);
        if (client is not null)
        {
            request.Headers.Add("X-User-Id", client.UserId);
            request.Headers.Add("X-Auth-Token", client.Token);
        }

        request.Headers.Range = range;
        return await server.Http.SendAsync(request);
    }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
