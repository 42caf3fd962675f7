using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Gantry.Functions.Identity.Jwt;

namespace Gantry.Tests.Identity.Jwt;

public sealed class JwtLoginTests
{
    private static readonly string[] Common = [$"Jwt:Issuer={Signing.Issuer}", $"Jwt:Audience={Signing.Audience}"];

    private static readonly Lazy<Task<GantryServer>> Hmac = new(() => GantryServer.StartAsync([.. Common, $"Jwt:Key={Signing.Secret}", "Jwt:CreateUsers=true", "Jwt:RolesClaim=roles"]));
    private static readonly Lazy<Task<GantryServer>> Signed = new(() => GantryServer.StartAsync([.. Common, $"Jwt:PublicKey={Signing.Rsa.ExportSubjectPublicKeyInfoPem()}"]));

    public static TheoryData<string, string> WrongTokens
    {
        get
        {
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            var cases = new TheoryData<string, string>
            {
                { "nothing like one", "x" },
                { "three empty parts", ".." },
                { "another secret", Signing.Hs256(Signing.Claims("admin"), "another-secret-of-more-than-32-bytes!") },
                { "no signature", Signing.Unsigned(Signing.Claims("admin")) },
                { "no signature, but says HS256", Signing.Unsigned(Signing.Claims("admin"), "HS256") },
                { "another algorithm with the same secret", Signing.Hs512(Signing.Claims("admin")) },
                { "another kind of key", Signing.Rs256(Signing.Claims("admin")) },
                { "a changed payload", Changed(Signing.Hs256(Signing.Claims("user")), Signing.Hs256(Signing.Claims("admin"))) },
                { "far too long", Signing.Hs256(With("filler", new string('x', 20_000))) },
                { "another issuer", Signing.Hs256(With("iss", "https://evil.example.org")) },
                { "no issuer", Signing.Hs256(With("iss", null)) },
                { "another audience", Signing.Hs256(With("aud", "somebody-else")) },
                { "no audience", Signing.Hs256(With("aud", null)) },
                { "ended", Signing.Hs256(With("exp", now - 120)) },
                { "no end", Signing.Hs256(With("exp", null)) },
                { "not yet good", Signing.Hs256(With("nbf", now + 3600)) },
                { "no name", Signing.Hs256(With("preferred_username", null)) },
                { "a name that is no text", Signing.Hs256(With("preferred_username", 5)) },
                { "a name that can be none here", Signing.Hs256(With("preferred_username", "a b")) },
                { "an address of somebody else", Signing.Hs256(With("email", "admin@localhost", "newcomer")) },
            };
            return cases;
        }
    }

    [Fact]
    public async Task A_token_makes_its_user_at_the_first_login_and_finds_it_at_the_next()
    {
        var server = await Hmac.Value;
        var name = Names.New("jwt");
        var (status, first) = await LoginAsync(server, Signing.Hs256(Signing.Claims(name)));
        Assert.True(status == HttpStatusCode.OK, first.ToString());
        var me = first.GetProperty("data").GetProperty("me");
        Assert.Equal((name, name + "@example.org", "Name of " + name), (me.GetProperty("username").GetString(), me.GetProperty("email").GetString(), me.GetProperty("name").GetString()));
        Assert.Equal("""["user"]""", me.GetProperty("roles").GetRawText());
        Assert.False(me.GetProperty("services").GetProperty("password").GetProperty("exists").GetBoolean());
        var (_, second) = await LoginAsync(server, Signing.Hs256(Signing.Claims(name)));
        Assert.Equal(first.GetProperty("data").GetProperty("userId").GetString(), second.GetProperty("data").GetProperty("userId").GetString());
    }

    [Fact]
    public async Task Roles_that_a_claim_lists_hold_from_that_login_on_and_unknown_ones_do_not_count()
    {
        var server = await Hmac.Value;
        var name = Names.New("jwt");
        foreach (var (roles, expected) in ((object, string)[])[(new[] { "bot", "king", "owner" }, """["bot"]"""), ("guest", """["guest"]"""), (Array.Empty<string>(), """["guest"]""")])
        {
            var claims = Signing.Claims(name);
            claims["roles"] = roles;
            var (_, answer) = await LoginAsync(server, Signing.Hs256(claims));
            Assert.Equal(expected, answer.GetProperty("data").GetProperty("me").GetProperty("roles").GetRawText());
        }
    }

    [Fact]
    public async Task Two_first_logins_at_the_same_moment_are_one_user()
    {
        var server = await Hmac.Value;
        var token = Signing.Hs256(Signing.Claims(Names.New("jwt")));
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => LoginAsync(server, token)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Single(answers.Select(answer => answer.Answer.GetProperty("data").GetProperty("userId").GetString()).Distinct());
    }

    [Fact]
    public async Task A_deactivated_user_does_not_come_in_by_a_token()
    {
        var server = await Hmac.Value;
        var token = Signing.Hs256(Signing.Claims(Names.New("jwt")));
        var id = (await LoginAsync(server, token)).Answer.GetProperty("data").GetProperty("userId").GetString();
        await (await server.AdminAsync()).PostAsync("users.setActiveStatus", new { userId = id, activeStatus = false });
        Assert.Equal(HttpStatusCode.Unauthorized, (await LoginAsync(server, token)).Status);
    }

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task A_token_that_is_not_good_is_401_like_a_wrong_password(string what, string token)
    {
        var (status, answer) = await LoginAsync(await Hmac.Value, token);
        Assert.True(status == HttpStatusCode.Unauthorized, $"{what}: {(int)status} {answer}");
        Assert.Equal("""{"success":false,"status":"error","error":"Unauthorized","message":"Unauthorized","errorType":"error-user-not-authenticated"}""", answer.GetRawText());
    }

    [Fact]
    public async Task With_a_public_key_only_its_owner_signs_and_nobody_signs_with_the_public_key_itself()
    {
        var server = await Signed.Value;
        Assert.Equal(HttpStatusCode.OK, (await LoginAsync(server, Signing.Rs256(Signing.Claims("admin")))).Status);
        using var other = RSA.Create(2048);
        Assert.Equal(HttpStatusCode.Unauthorized, (await LoginAsync(server, Signing.Rs256(Signing.Claims("admin"), other))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await LoginAsync(server, Signing.Hs256(Signing.Claims("admin"), Signing.Rsa.ExportSubjectPublicKeyInfoPem()))).Status);
    }

    [Fact]
    public async Task Without_the_switch_a_stranger_is_not_made_a_user() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await LoginAsync(await Signed.Value, Signing.Rs256(Signing.Claims("stranger")))).Status);

    [Fact]
    public async Task Without_a_key_no_token_is_good() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await LoginAsync(await GantryServer.SharedAsync(), Signing.Hs256(Signing.Claims("admin"), ""))).Status);

    [Theory]
    [InlineData("""{"saml":true,"credentialToken":"x"}""")]
    [InlineData("""{"credentialToken":"x"}""")]
    public async Task SAML_is_501_with_what_to_use_instead(string body)
    {
        var server = await GantryServer.SharedAsync();
        using var response = await server.Http.PostAsync("/api/v1/login", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Contains("LDAP", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_are_weak_or_ambiguous_stop_the_start()
    {
        static bool IsGood(JwtOptions options) => !options.Validate(new(options)).Any();
        static JwtOptions With(string key, string publicKey, string issuer = "i", string audience = "a") => new() { Key = key, PublicKey = publicKey, Issuer = issuer, Audience = audience };
        using var weak = RSA.Create(1024);
        var good = Signing.Rsa.ExportSubjectPublicKeyInfoPem();
        Assert.True(IsGood(new JwtOptions()));
        Assert.True(IsGood(With(Signing.Secret, "")));
        Assert.True(IsGood(With("", good)));
        Assert.False(IsGood(With("short", "")));
        Assert.False(IsGood(With(Signing.Secret, good)));
        Assert.False(IsGood(With("", "not a key")));
        Assert.False(IsGood(With("", weak.ExportSubjectPublicKeyInfoPem())));
        Assert.False(IsGood(With(Signing.Secret, "", issuer: "")));
        Assert.False(IsGood(With(Signing.Secret, "", audience: "")));
    }

    private static Dictionary<string, object> With(string claim, object? value, string username = "admin")
    {
        var claims = Signing.Claims(username);
        if (value is null) claims.Remove(claim);
        else claims[claim] = value;
        return claims;
    }

    private static string Changed(string signed, string other) => string.Join('.', signed.Split('.')[0], other.Split('.')[1], signed.Split('.')[2]);

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> LoginAsync(GantryServer server, string jwt)
    {
        using var response = await server.Http.PostAsJsonAsync("/api/v1/login", new { jwt });
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
