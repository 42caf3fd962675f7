using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Gantry.Tests.Identity.Bulk;

public sealed class BulkCreationTests
{
    private const string Header = "username,name,email,password";

    public static TheoryData<string, string> BadFiles => new()
    {
        { "", "error-invalid-csv" },
        { "username,name,email,passwort\r\na,b,c@d,e", "error-invalid-csv" },
        { "name,email,password\r\n", "invalid-params" },
        { "\uFEFFusername;name;email\r\n", "error-invalid-csv" },
    };

    [Fact]
    public async Task Each_line_makes_a_user_or_says_why_not()
    {
        var server = await GantryServer.SharedAsync();
        var (a, b, c) = (Names.New("bulk"), Names.New("bulk"), Names.New("bulk"));
        var csv = $""""
            {Header},roles,verified
            {a},"Last, First",{a}@example.org,user-pass-1,,true
            {b},Übung,{b}@example.org,user-pass-1,user;guest,
            a b,Bad name,x@example.org,user-pass-1,,
            {a},Twice,other@example.org,user-pass-1,,
            rocket.cat,Taken,{c}x@example.org,user-pass-1,,
            {c},No password,{c}@example.org,,,
            {c},Wrong role,{c}y@example.org,user-pass-1,king,
            "{c}z","Quotes ""inside""",{c}z@example.org,user-pass-1,,no
            """";
        var answer = await SendAsync(server, await server.AdminAsync(), csv);
        var lines = answer.GetProperty("users").EnumerateArray().ToDictionary(line => line.GetProperty("line").GetInt32());
        Assert.Equal((2, 6), (answer.GetProperty("created").GetInt32(), answer.GetProperty("failed").GetInt32()));
        Assert.Equal(Enumerable.Range(2, 8), lines.Keys.Order());
        string?[] expected = [null, null, "error-input-is-not-a-valid-field", "error-field-unavailable", "error-field-unavailable", "invalid-params", "error-field-unavailable", "invalid-params"];
        Assert.Equal(expected, lines.OrderBy(line => line.Key).Select(line => line.Value.TryGetProperty("errorType", out var type) ? type.GetString() : null));

        var admin = await server.AdminAsync();
        var first = (await admin.GetAsync("users.info?username=" + a)).GetProperty("user");
        Assert.Equal(("Last, First", lines[2].GetProperty("userId").GetString()), (first.GetProperty("name").GetString(), first.GetProperty("_id").GetString()));
        Assert.True(first.GetProperty("emails")[0].GetProperty("verified").GetBoolean());
        var second = (await admin.GetAsync("users.info?username=" + b)).GetProperty("user");
        Assert.Equal(("Übung", """["user","guest"]"""), (second.GetProperty("name").GetString(), second.GetProperty("roles").GetRawText()));
        await ApiClient.LoginAsync(server, b, "user-pass-1");
        await admin.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "users.info?username=" + c);
    }

    [Fact]
    public async Task The_same_file_again_makes_nobody_twice()
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        var names = Enumerable.Range(0, 20).Select(_ => Names.New("again")).ToList();
        var csv = Header + "\n" + string.Join('\n', names.Select(name => $"{name},{name},{name}@example.org,user-pass-1"));
        Assert.Equal(20, (await SendAsync(server, admin, csv)).GetProperty("created").GetInt32());
        var again = await SendAsync(server, admin, csv);
        Assert.Equal((0, 20), (again.GetProperty("created").GetInt32(), again.GetProperty("failed").GetInt32()));
        Assert.All(again.GetProperty("users").EnumerateArray(), line => Assert.Equal("error-field-unavailable", line.GetProperty("errorType").GetString()));
    }

    [Fact]
    public async Task Lines_and_bytes_beyond_the_limits_are_not_read_and_the_report_says_from_where()
    {
        await using var server = await GantryServer.StartAsync("Identity:MaxBulkUsers=2", "Identity:MaxBulkBytes=20000");
        var admin = await server.AdminAsync();
        var many = await SendAsync(server, admin, Header + "\na,a,a@x.org,user-pass-1\nb,b,b@x.org,user-pass-1\nc,c,c@x.org,user-pass-1\nd,d,d@x.org,user-pass-1");
        Assert.Equal((2, 1), (many.GetProperty("created").GetInt32(), many.GetProperty("failed").GetInt32()));
        var last = many.GetProperty("users")[2];
        Assert.Equal((4, "error-user-limit-exceeded"), (last.GetProperty("line").GetInt32(), last.GetProperty("errorType").GetString()));
        await admin.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "users.info?username=c");

        // Cut behind the limit, the last line would be a user with half a password.
        var large = await SendAsync(server, admin, $"{Header}\ne,{new string('e', 19_930)},e@x.org,{new string('p', 500)}");
        Assert.Equal(0, large.GetProperty("created").GetInt32());
        Assert.Equal("error-file-too-large", large.GetProperty("users")[0].GetProperty("errorType").GetString());
    }

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task A_file_whose_header_is_none_is_refused(string csv, string expected)
    {
        var server = await GantryServer.SharedAsync();
        using var response = await PostAsync(server, await server.AdminAsync(), Form(csv));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(expected, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errorType").GetString());
    }

    [Fact]
    public async Task A_form_without_the_file_a_body_that_is_no_form_and_callers_who_may_not_are_refused()
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        using var other = await PostAsync(server, admin, Form(Header, field: "file"));
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        using var json = await PostAsync(server, admin, JsonContent.Create(new { csv = Header }));
        Assert.Equal(HttpStatusCode.BadRequest, json.StatusCode);
        using var forbidden = await PostAsync(server, await server.NewUserAsync(), Form(Header));
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task What_is_not_UTF_8_or_breaks_off_ends_the_report_there()
    {
        var server = await GantryServer.SharedAsync();
        var admin = await server.AdminAsync();
        var name = Names.New("cut");
        byte[] latin = [.. Encoding.UTF8.GetBytes($"{Header}\n{name},"), 0xE9, 0xFF, .. Encoding.UTF8.GetBytes($",{name}@example.org,user-pass-1\n")];
        using var answer = await PostAsync(server, admin, Form(latin));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest || body.GetProperty("created").GetInt32() == 0, body.ToString());

        using var broken = new StringContent($"--b\r\nContent-Disposition: form-data; name=\"csv\"; filename=\"u.csv\"\r\n\r\n{Header}\n{name},{name},{name}@example.org,user-pa");
        broken.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        using var cut = await PostAsync(server, admin, broken);
        var report = await cut.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(cut.StatusCode == HttpStatusCode.BadRequest || report.GetProperty("created").GetInt32() == 0, report.ToString());
        await admin.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "users.info?username=" + name);
    }

    private static async Task<JsonElement> SendAsync(GantryServer server, ApiClient client, string csv)
    {
        using var response = await PostAsync(server, client, Form(csv));
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(response.StatusCode == HttpStatusCode.OK, answer.ToString());
        return answer;
    }

    private static MultipartFormDataContent Form(string csv, string field = "csv") => Form(Encoding.UTF8.GetBytes(csv), field);

    private static MultipartFormDataContent Form(byte[] csv, string field = "csv") => new() { { new ByteArrayContent(csv), field, "users.csv" } };

    private static Task<HttpResponseMessage> PostAsync(GantryServer server, ApiClient client, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/users.bulkCreate") { Content = content, Headers = { { "X-User-Id", client.UserId }, { "X-Auth-Token", client.Token } } };
        return server.Http.SendAsync(request);
    }
}
