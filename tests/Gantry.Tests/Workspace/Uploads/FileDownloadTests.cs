using System.Net;
using System.Net.Http.Headers;

namespace Gantry.Tests.Workspace.Uploads;

public sealed class FileDownloadTests
{
    [Fact]
    public async Task A_file_is_saved_and_never_shown_in_the_servers_origin()
    {
        var (server, person, address) = await FileAsync("<script>alert(1)</script>", "page ü.html", "text/html");
        using var response = await Files.FetchAsync(server, address, person);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("attachment", "page ü.html"), (response.Content.Headers.ContentDisposition!.DispositionType, response.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("default-src 'none'; sandbox", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.True(response.Headers.CacheControl!.Private);
    }

    [Fact]
    public async Task Parts_of_a_file_can_be_fetched()
    {
        var (server, person, address) = await FileAsync("0123456789", "digits.txt", "text/plain");
        using var part = await Files.FetchAsync(server, address, person, range: new RangeHeaderValue(2, 4));
        Assert.Equal((HttpStatusCode.PartialContent, "234", "bytes 2-4/10"), (part.StatusCode, await part.Content.ReadAsStringAsync(), part.Content.Headers.ContentRange!.ToString()));
        using var end = await Files.FetchAsync(server, address, person, range: new RangeHeaderValue(null, 3));
        Assert.Equal("789", await end.Content.ReadAsStringAsync());
        using var beyond = await Files.FetchAsync(server, address, person, range: new RangeHeaderValue(10, 20));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        using var head = await Files.FetchAsync(server, address, person, HttpMethod.Head);
        Assert.Equal((HttpStatusCode.OK, 10), (head.StatusCode, head.Content.Headers.ContentLength));
        using var conditional = new HttpRequestMessage(HttpMethod.Get, address + $"?rc_uid={person.UserId}&rc_token={person.Token}");
        conditional.Headers.IfNoneMatch.Add(head.Headers.ETag!);
        using var unchanged = await server.Http.SendAsync(conditional);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Browsers_say_who_they_are_by_cookies_or_in_the_query()
    {
        var (server, person, address) = await FileAsync("x", "x.txt", "text/plain");
        using var query = await server.Http.GetAsync($"{address}?rc_uid={person.UserId}&rc_token={person.Token}");
        Assert.Equal(HttpStatusCode.OK, query.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Cookie", $"rc_uid={person.UserId}; rc_token={person.Token}");
        using var cookies = await server.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, cookies.StatusCode);
        using var wrong = await server.Http.GetAsync($"{address}?rc_uid={person.UserId}&rc_token=wrong");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        using var nobody = await server.Http.GetAsync(address);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }

    [Fact]
    public async Task Only_who_may_read_the_room_fetches_its_files()
    {
        var server = await GantryServer.SharedAsync();
        var (owner, member, other) = (await People.NewAsync(server), await People.NewAsync(server), await People.NewAsync(server));
        var (roomId, _) = await owner.NewRoomAsync("groups", member);
        var address = (await owner.UploadAsync(server, roomId, "secret.txt", [1])).Address();
        using var allowed = await Files.FetchAsync(server, address, member);
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
        using var refused = await Files.FetchAsync(server, address, other);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        await owner.PostAsync("groups.kick", new { roomId, username = member.Username });
        using var kicked = await Files.FetchAsync(server, address, member);
        Assert.Equal(HttpStatusCode.Forbidden, kicked.StatusCode);
    }

    [Theory]
    [InlineData("/file-upload/nothing/x.txt")]
    [InlineData("/file-upload/0000000000000000000/x.txt")]
    [InlineData("/file-upload/00000000000000000GENERAL/x.txt")]
    [InlineData("/file-upload/..%2F..%2Fx/x.txt")]
    public async Task What_is_no_file_is_404(string address)
    {
        var server = await GantryServer.SharedAsync();
        using var response = await Files.FetchAsync(server, address, await People.NewAsync(server));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("error-file-not-found", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_files_are_not_protected_whoever_has_the_address_fetches_them()
    {
        await using var server = await GantryServer.StartAsync("Uploads:ProtectFiles=false");
        var admin = await server.AdminAsync();
        var address = (await admin.UploadAsync(server, "GENERAL", "open.txt", Files.Text("open"))).Address();
        Assert.Equal("open", await server.Http.GetStringAsync(address));
    }

    private static async Task<(GantryServer Server, ApiClient Person, string Address)> FileAsync(string text, string name, string type)
    {
        var server = await GantryServer.SharedAsync();
        var person = await People.NewAsync(server);
        var (roomId, _) = await person.NewRoomAsync();
        return (server, person, (await person.UploadAsync(server, roomId, name, Files.Text(text), type)).Address());
    }
}
