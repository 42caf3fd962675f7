using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gantry.Tests.Identity.Avatars;

public sealed class AvatarTests
{
    private const string Set = "users.setAvatar";

    public static TheoryData<string, HttpStatusCode, string> RefusedBodies => new()
    {
        { "{}", HttpStatusCode.BadRequest, "invalid-params" },
        { """{"avatarUrl":"ftp://example.org/x.png"}""", HttpStatusCode.UnprocessableEntity, "error-avatar-invalid-url" },
        { """{"avatarUrl":"not an address"}""", HttpStatusCode.UnprocessableEntity, "error-avatar-invalid-url" },
        { """{"avatarUrl":"http://127.0.0.1:1/x.png"}""", HttpStatusCode.UnprocessableEntity, "error-avatar-invalid-url" },
        { """{"avatarUrl":"http://169.254.169.254/latest/meta-data"}""", HttpStatusCode.UnprocessableEntity, "error-avatar-invalid-url" },
        { """{"avatarUrl":"data:image/png,plain"}""", HttpStatusCode.UnprocessableEntity, "error-avatar-invalid-url" },
        { """{"avatarUrl":"data:image/png;base64,%%%"}""", HttpStatusCode.UnprocessableEntity, "error-avatar-invalid-url" },
        { $$"""{"avatarUrl":"data:image/png;base64,{{Convert.ToBase64String(Pictures.Svg)}}"}""", HttpStatusCode.UnprocessableEntity, "error-invalid-file" },
        { $$"""{"username":"nobody","avatarUrl":"data:image/png;base64,{{Convert.ToBase64String(Pictures.Png)}}"}""", HttpStatusCode.NotFound, "error-invalid-user" },
        { $$"""{"username":"rocket.cat","avatarUrl":"data:image/png;base64,{{Convert.ToBase64String(Pictures.Png)}}"}""", HttpStatusCode.Forbidden, "error-not-allowed" },
    };

    [Fact]
    public async Task Who_has_no_picture_has_its_initial_as_an_SVG()
    {
        var server = await GantryServer.SharedAsync();
        foreach (var name in (string[])["admin", "nobody-here", "<script>", "😀smile"])
        {
            using var answer = await server.Http.GetAsync("/avatar/" + Uri.EscapeDataString(name));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType?.MediaType);
            Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            var text = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!.Elements().Last().Value;
            Assert.Equal(name == "<script>" ? "<" : name.StartsWith("😀", StringComparison.Ordinal) ? "😀" : name[..1].ToUpperInvariant(), text);
        }
    }

    [Fact]
    public async Task An_uploaded_picture_is_served_as_it_is_and_not_sent_again()
    {
        var server = await GantryServer.SharedAsync();
        var user = await server.NewUserAsync();
        await UploadAsync(server, user, Pictures.Png, HttpStatusCode.OK);
        using var first = await server.Http.GetAsync("/avatar/" + user.Username.ToUpperInvariant());
        Assert.Equal("image/png", first.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Pictures.Png, await first.Content.ReadAsByteArrayAsync());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/avatar/" + user.Username) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var again = await server.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal("upload", (await user.GetAsync("me")).GetProperty("avatarOrigin").GetString());

        await UploadAsync(server, user, Pictures.Gif, HttpStatusCode.OK);
        using var second = await server.Http.GetAsync("/avatar/" + user.Username);
        Assert.Equal("image/gif", second.Content.Headers.ContentType?.MediaType);
        Assert.NotEqual(first.Headers.ETag, second.Headers.ETag);
    }

    [Fact]
    public async Task A_picture_comes_from_an_address_too()
    {
        await using var source = await StartSourceAsync();
        await using var server = await GantryServer.StartAsync("Egress:AllowedNetworks=127.0.0.1");
        var user = await server.AdminAsync();
        await user.PostAsync(Set, new { avatarUrl = source.Urls.First() + "/picture" });
        Assert.Equal(Pictures.Gif, await server.Http.GetByteArrayAsync("/avatar/admin"));
        Assert.Equal("url", (await user.GetAsync("me")).GetProperty("avatarOrigin").GetString());
        Assert.Equal("error-avatar-invalid-url", (await user.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, Set, new { avatarUrl = source.Urls.First() + "/missing" })).ErrorType);
    }

    [Fact]
    public async Task Reset_gives_the_initial_back()
    {
        var server = await GantryServer.SharedAsync();
        var user = await server.NewUserAsync();
        await user.PostAsync(Set, new { avatarUrl = "data:image/png;base64," + Convert.ToBase64String(Pictures.Png) });
        await user.PostAsync("users.resetAvatar", new { });
        using var answer = await server.Http.GetAsync("/avatar/" + user.Username);
        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType?.MediaType);
        Assert.False((await user.GetAsync("me")).TryGetProperty("avatarETag", out _));
        var other = await server.NewUserAsync();
        var (error, errorType) = await other.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "users.resetAvatar", new { userId = user.UserId });
        Assert.Equal(("Reset avatar is not allowed [error-not-allowed]", "error-not-allowed"), (error, errorType));
    }

    [Theory]
    [InlineData("userId")]
    [InlineData("username")]
    [InlineData("user")]
    public async Task Admins_change_those_of_others_and_anybody_is_told_where_they_are(string selector)
    {
        var server = await GantryServer.SharedAsync();
        var user = await server.NewUserAsync();
        var value = selector == "userId" ? user.UserId : user.Username;
        await UploadAsync(server, await server.AdminAsync(), Pictures.Png, HttpStatusCode.OK, (selector, value));
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Url };
        using var answer = await client.GetAsync($"/api/v1/users.getAvatar?{selector}={value}");
        Assert.Equal(HttpStatusCode.TemporaryRedirect, answer.StatusCode);
        Assert.Equal("/avatar/" + user.Username, answer.Headers.Location?.ToString());
        Assert.Equal(Pictures.Png, await server.Http.GetByteArrayAsync(answer.Headers.Location));
    }

    [Theory]
    [MemberData(nameof(RefusedBodies))]
    public async Task What_is_no_picture_is_refused(string body, HttpStatusCode status, string expected)
    {
        var user = await (await GantryServer.SharedAsync()).NewUserAsync();
        Assert.Equal(expected, (await user.RefusedAsync(status, HttpMethod.Post, Set, body)).ErrorType);
    }

    [Fact]
    public async Task An_upload_that_is_too_large_or_broken_is_refused()
    {
        await using var server = await GantryServer.StartAsync("Identity:MaxAvatarBytes=1024");
        var user = await server.AdminAsync();
        await UploadAsync(server, user, [.. Pictures.Png, .. new byte[2000]], HttpStatusCode.RequestEntityTooLarge);
        await UploadAsync(server, user, Pictures.Svg, HttpStatusCode.UnprocessableEntity);
        foreach (var (type, body) in ((string, string)[])[("multipart/form-data", "x"), ("multipart/form-data; boundary=b", ""), ("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a\"\r\n\r\ncut"), ("multipart/form-data; boundary=b", "--b--\r\n")])
        {
            using var content = new StringContent(body);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            using var answer = await SendAsync(server, user, content);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Settings_keep_pictures_from_strangers_and_users_from_changing_them()
    {
        await using var server = await GantryServer.StartAsync();
        var admin = await server.AdminAsync();
        await admin.PostAsync("settings/Accounts_AvatarBlockUnauthenticatedAccess", new { value = true });
        await admin.PostAsync("settings/Accounts_AllowUserAvatarChange", new { value = false });
        using var stranger = await server.Http.GetAsync("/avatar/admin");
        Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/avatar/admin") { Headers = { { "X-User-Id", admin.UserId }, { "X-Auth-Token", admin.Token } } };
        using var known = await server.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
        var user = await server.NewUserAsync();
        await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, Set, new { avatarUrl = "data:image/png;base64," + Convert.ToBase64String(Pictures.Png) });
    }

    [Fact]
    public async Task A_room_has_the_initial_of_its_name_unless_it_is_private()
    {
        var server = await GantryServer.SharedAsync();
        Assert.Contains(">G<", await server.Http.GetStringAsync("/avatar/room/GENERAL"), StringComparison.Ordinal);
        var group = (await (await server.AdminAsync()).PostAsync("groups.create", new { name = Names.New("zzz") })).GetProperty("group").GetProperty("_id").GetString()!;
        Assert.Contains($">{group[..1].ToUpperInvariant()}<", await server.Http.GetStringAsync("/avatar/room/" + group), StringComparison.Ordinal);
    }

    private static async Task UploadAsync(GantryServer server, ApiClient client, byte[] picture, HttpStatusCode expected, (string Name, string Value)? field = null)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(picture), "image", "picture.png" } };
        if (field is { } given) form.Add(new StringContent(given.Value), given.Name);
        using var answer = await SendAsync(server, client, form);
        Assert.True(answer.StatusCode == expected, await answer.Content.ReadAsStringAsync());
    }

    private static Task<HttpResponseMessage> SendAsync(GantryServer server, ApiClient client, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/" + Set) { Content = content, Headers = { { "X-User-Id", client.UserId }, { "X-Auth-Token", client.Token } } };
        return server.Http.SendAsync(request);
    }

    private static async Task<WebApplication> StartSourceAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/picture", () => Results.Bytes(Pictures.Gif, "text/html"));
        await app.StartAsync();
        return app;
    }
}
