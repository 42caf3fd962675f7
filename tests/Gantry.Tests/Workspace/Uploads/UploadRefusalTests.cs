using System.Net;
using System.Text;
using Azure.Data.Tables;
using Gantry.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Tests.Workspace.Uploads;

public sealed class UploadRefusalTests : IAsyncLifetime
{
    private GantryServer _server = null!;
    private ApiClient _admin = null!;

    public async Task InitializeAsync()
    {
        _server = await GantryServer.StartAsync("Uploads:MaxFileBytes=2000", "Uploads:AllowedTypes=text/*, image/*", "Uploads:BlockedTypes=image/svg+xml,text/html");
        _admin = await _server.AdminAsync();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("a.txt", "text/plain", 2000, 200, null)]
    [InlineData("a.txt", "text/plain", 2001, 413, "error-file-too-large")]
    [InlineData("a.txt", "text/plain", 9_000_000, 413, "error-file-too-large")]
    [InlineData("a.png", null, 1, 200, null)]
    [InlineData("a.pdf", null, 1, 422, "error-invalid-file-type")]
    [InlineData("a", "application/pdf", 1, 422, "error-invalid-file-type")]
    [InlineData("a", null, 1, 422, "error-invalid-file-type")]
    [InlineData("a.svg", "image/svg+xml", 1, 422, "error-invalid-file-type")]
    [InlineData("a.svg", "image/png", 1, 422, "error-invalid-file-type")]
    [InlineData("a.png", "text/html; charset=utf-8", 1, 422, "error-invalid-file-type")]
    public async Task A_file_may_be_so_large_and_of_such_types(string name, string? type, int size, int status, string? errorType)
    {
        foreach (var (path, fields) in new (string, (string, string?)[])[] { ("rooms.upload/GENERAL", [("file", null)]), ("rooms.upload", [("file", null), ("roomId", "GENERAL")]), ("rooms.media/GENERAL", [("file", null)]) })
        {
            var (actual, body) = await _admin.PostFormAsync(_server, path, Files.Form(name, new byte[size], type is null ? null : type.Split(';')[0], fields));
            Assert.True((int)actual == status, $"{path}: {(int)actual} {body}");
            if (errorType is not null) Assert.Equal(errorType, body.GetProperty("errorType").GetString());
        }
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"msg\"\r\n\r\nhi\r\n--x--\r\n")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhi")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"msg\"\r\n\r\nhi")]
    [InlineData("multipart/form-data; boundary=x", "")]
    [InlineData("multipart/form-data", "--x--")]
    [InlineData("application/json", "{}")]
    public async Task A_form_without_a_whole_file_is_refused(string type, string body)
    {
        foreach (var path in new[] { "rooms.upload/GENERAL", "rooms.upload", "rooms.media/GENERAL" })
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            var (status, answer) = await _admin.PostFormAsync(_server, path, content);
            Assert.True(status == HttpStatusCode.BadRequest, $"{path}: {status} {answer}");
            Assert.Equal("error-invalid-file", answer.GetProperty("errorType").GetString());
        }
    }

    [Fact]
    public async Task What_is_refused_leaves_nothing_behind()
    {
        await _admin.PostFormAsync(_server, "rooms.upload/GENERAL", Files.Form("a.txt", new byte[3000], "text/plain", ("file", null)));
        await _admin.PostFormAsync(_server, "rooms.upload/GENERAL", Files.Form("a.txt", new byte[10], "text/plain", ("file", null), ("tmid", "nothing")));
        var storage = _server.Services.GetRequiredService<StorageAccount>();
        Assert.Equal(0, await storage.Table("uploads").QueryAsync<TableEntity>(RowRange.All("pending")).CountAsync());
        Assert.Equal(0, await storage.Container("uploads").GetBlobsAsync().CountAsync());
    }

    [Fact]
    public async Task Files_go_only_where_the_caller_may_post()
    {
        var (owner, other) = (await People.NewAsync(_server), await People.NewAsync(_server));
        var (group, _) = await owner.NewRoomAsync("groups");
        var (readOnly, _) = await owner.NewRoomAsync("channels", other);
        await owner.PostAsync("channels.setReadOnly", new { roomId = readOnly, readOnly = true });
        foreach (var (room, status, errorType) in new[] { (group, 404, "error-room-not-found"), ("nowhere", 404, "error-room-not-found"), (readOnly, 403, "error-room-readonly") })
        {
            foreach (var (path, fields) in new (string, (string, string?)[])[] { ("rooms.upload/" + room, [("file", null)]), ("rooms.upload", [("file", null), ("roomId", room)]), ("rooms.media/" + room, [("file", null)]) })
            {
                var (actual, body) = await other.PostFormAsync(_server, path, Files.Form("a.txt", [1], "text/plain", fields));
                Assert.Equal((status, errorType), ((int)actual, body.GetProperty("errorType").GetString()));
            }
        }

        var (missing, answer) = await other.PostFormAsync(_server, "rooms.upload", Files.Form("a.txt", [1], "text/plain", ("file", null)));
        Assert.Equal((HttpStatusCode.BadRequest, "error-roomid-param-not-provided"), (missing, answer.GetProperty("errorType").GetString()));
    }

    [Theory]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData("C:\\Users\\x\\a.txt", "a.txt")]
    [InlineData("a\u202Etxt.b.txt", "atxt.b.txt")]
    [InlineData("naïve ü.txt", "naïve ü.txt")]
    [InlineData("...txt", "txt")]
    public async Task A_name_is_made_one_that_others_can_save(string sent, string kept)
    {
        var message = await _admin.UploadAsync(_server, "GENERAL", sent, [1], "text/plain");
        Assert.Equal(kept, message.GetProperty("file").GetProperty("name").GetString());
        using var fetched = await Files.FetchAsync(_server, message.Address(), _admin);
        Assert.Equal(HttpStatusCode.OK, fetched.StatusCode);
    }

    [Fact]
    public async Task Three_files_a_minute_may_be_uploaded()
    {
        await using var server = await GantryServer.StartAsync("API_Enable_Rate_Limiter=true");
        var person = await server.AdminAsync();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 8; i++) statuses.Add((await person.PostFormAsync(server, "rooms.upload/GENERAL", Files.Form("a.txt", [1], null, ("file", null)))).Status);

        // A new minute may begin in between and admit three more.
        Assert.InRange(statuses.Count(status => status == HttpStatusCode.OK), 3, 6);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }
}
