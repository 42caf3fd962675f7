using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gantry.Tests.Integrations;

public sealed class IntegrationCreateTests
{
    [Fact]
    public async Task The_incoming_example_of_seed_000_is_answered_as_it_says()
    {
        var api = await AdminAsync();
        var token = Names.New("optional-custom-token");
        var answer = await api.PostAsync("integrations.create", new
        {
            type = "webhook-incoming",
            name = "My Incoming Webhook",
            enabled = true,
            username = "rocket.cat",
            urls = new[] { "https://external-service.com/webhook" },
            scriptEnabled = false,
            script = "",
            channel = "#general",
            alias = "External Service",
            avatar = "https://example.com/avatar.png",
            emoji = ":robot_face:",
            token,
        });
        var integration = answer.GetProperty("integration");
        Assert.Equal("webhook-incoming", integration.GetProperty("type").GetString());
        Assert.Equal("My Incoming Webhook", integration.GetProperty("name").GetString());
        Assert.True(integration.GetProperty("enabled").GetBoolean());
        Assert.Equal("rocket.cat", integration.GetProperty("username").GetString());
        Assert.Equal("rocket.cat", integration.GetProperty("userId").GetString());
        Assert.Equal("https://external-service.com/webhook", integration.GetProperty("urls")[0].GetString());
        Assert.Equal(token, integration.GetProperty("token").GetString());
        Assert.Equal("#general", integration.GetProperty("channel")[0].GetString());
        Assert.Equal("External Service", integration.GetProperty("alias").GetString());
        Assert.Equal(api.UserId, integration.GetProperty("_createdBy").GetProperty("_id").GetString());
        Assert.Equal("admin", integration.GetProperty("_createdBy").GetProperty("username").GetString());
        Assert.EndsWith("Z", integration.GetProperty("_createdAt").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("Z", integration.GetProperty("_updatedAt").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_short_incoming_example_of_seed_002_gets_defaults()
    {
        var api = await AdminAsync();
        var integration = (await api.PostAsync("integrations.create", new { type = "webhook-incoming", name = "Integration Name", enabled = true })).GetProperty("integration");
        Assert.Equal("admin", integration.GetProperty("username").GetString());
        Assert.Equal("#general", integration.GetProperty("channel")[0].GetString());
        Assert.False(integration.GetProperty("scriptEnabled").GetBoolean());
        Assert.Equal(48, integration.GetProperty("token").GetString()!.Length);
    }

    [Fact]
    public async Task The_short_outgoing_example_of_seed_002_gets_defaults_and_the_events_own_name()
    {
        var api = await AdminAsync();
        var body = """{"type":"webhook-outgoing","name":"Webhook Name","enabled":true,"event":"message","urls":["https://external-system.com/webhook"],"triggerWords":["keyword"]}""";
        var integration = (await api.PostAsync("integrations.create", body)).GetProperty("integration");
        Assert.Equal("sendMessage", integration.GetProperty("event").GetString());
        Assert.Equal("keyword", integration.GetProperty("triggerWords")[0].GetString());
        Assert.False(integration.TryGetProperty("token", out _));
        Assert.False(integration.TryGetProperty("retryCount", out _));
    }

    [Fact]
    public async Task The_outgoing_example_of_seed_000_keeps_every_field()
    {
        var api = await AdminAsync();
        var body = """
            {"type":"webhook-outgoing","name":"My Outgoing Webhook","enabled":true,"event":"sendMessage","urls":["https://external-service.com/receive"],
             "triggerWords":["alert","notify"],"targetRoom":"#general","channel":"#general","username":"rocket.cat","alias":"Outgoing Bot","avatar":"https://example.com/avatar.png",
             "emoji":":outbox_tray:","token":"optional-custom-token","retryFailedCalls":true,"retryCount":5,"retryDelay":"powers-of-ten","triggerWordAnywhere":false,"runOnEdits":false,
             "scriptEnabled":false,"script":""}
            """;
        var integration = (await api.PostAsync("integrations.create", body)).GetProperty("integration");
        foreach (var (name, value) in JsonNode.Parse(body)!.AsObject())
        {
            if (name is "channel" or "script") continue;
            Assert.True(JsonNode.DeepEquals(value, JsonNode.Parse(integration.GetProperty(name).GetRawText())), $"{name}: {integration.GetProperty(name)}");
        }
    }

    public static TheoryData<string, string> Lists => new()
    {
        { "\"#general\"", "#general" },
        { "\"#general, @rocket.cat\"", "#general,@rocket.cat" },
        { "[\"#general\",\"@rocket.cat\"]", "#general,@rocket.cat" },
        { "\"all_public_channels\"", "all_public_channels" },
        { "[\"all_private_groups\",\"all_direct_messages\"]", "all_private_groups,all_direct_messages" },
        { "\"#GENERAL\"", "#GENERAL" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Rooms_may_be_an_array_or_text_with_commas(string channel, string expected)
    {
        var api = await AdminAsync();
        var integration = (await api.PostAsync("integrations.create", Incoming($"\"channel\":{channel}"))).GetProperty("integration");
        Assert.Equal(expected, string.Join(',', integration.GetProperty("channel").EnumerateArray().Select(item => item.GetString())));
    }

    [Fact]
    public async Task Trigger_words_and_urls_may_be_text_with_commas_too()
    {
        var api = await AdminAsync();
        var integration = (await api.PostAsync("integrations.create", Outgoing("\"triggerWords\":\"!a, !b\",\"urls\":\"https://a.example.com,https://b.example.com\""))).GetProperty("integration");
        Assert.Equal(2, integration.GetProperty("triggerWords").GetArrayLength());
        Assert.Equal(2, integration.GetProperty("urls").GetArrayLength());
    }

    public static TheoryData<string, HttpStatusCode, string, string> Refused => new()
    {
        { """{"name":"n","enabled":true}""", HttpStatusCode.BadRequest, "invalid-params", "Match error: Missing key 'type'" },
        { """{"type":"webhook-incoming","enabled":true}""", HttpStatusCode.BadRequest, "invalid-params", "Match error: Missing key 'name'" },
        { """{"type":"webhook-incoming","name":"n"}""", HttpStatusCode.BadRequest, "invalid-params", "Match error: Missing key 'enabled'" },
        { """{"type":"webhook-sideways","name":"n","enabled":true}""", HttpStatusCode.BadRequest, "error-invalid-integration-type", "Invalid integration type." },
        { Incoming("\"enabled\":\"perhaps\""), HttpStatusCode.BadRequest, "invalid-params", "Match error: Expected a boolean in field 'enabled'" },
        { Incoming("\"channel\":{}"), HttpStatusCode.BadRequest, "invalid-params", "Match error: Expected a string in field 'channel'" },
        { Incoming("\"channel\":[1]"), HttpStatusCode.BadRequest, "invalid-params", "Match error: Expected an array of strings in field 'channel'" },
        { "not json", HttpStatusCode.BadRequest, "error-invalid-json", "Invalid JSON at line 1, byte" },
        { "[]", HttpStatusCode.BadRequest, "invalid-params", "The body must be a JSON object." },
        { Incoming("\"channel\":\"\""), HttpStatusCode.UnprocessableEntity, "error-invalid-channel", "Invalid channel [error-invalid-channel]" },
        { Incoming("\"channel\":\"general\""), HttpStatusCode.UnprocessableEntity, "error-invalid-channel-start-with-chars", "Invalid channel. Start with @ or # [error-invalid-channel-start-with-chars]" },
        { Incoming("\"channel\":\"#no-such-room\""), HttpStatusCode.UnprocessableEntity, "error-invalid-room", "Invalid room [error-invalid-room]" },
        { Incoming("\"channel\":\"@no-such-user\""), HttpStatusCode.UnprocessableEntity, "error-invalid-room", "Invalid room [error-invalid-room]" },
        { Incoming("\"channel\":\"#../../x%00\""), HttpStatusCode.UnprocessableEntity, "error-invalid-room", "Invalid room [error-invalid-room]" },
        { Incoming("\"username\":\"nobody\""), HttpStatusCode.UnprocessableEntity, "error-invalid-user", "Invalid user [error-invalid-user]" },
        { Incoming("\"token\":\"with/slash\""), HttpStatusCode.UnprocessableEntity, "error-invalid-token", "Invalid token" },
        { Incoming("\"allowedAddresses\":\"300.1.1.1\""), HttpStatusCode.UnprocessableEntity, "error-invalid-address", "Invalid address or network" },
        { Incoming("\"signature\":{\"preset\":\"unknown\",\"secret\":\"x\"}"), HttpStatusCode.UnprocessableEntity, "error-invalid-signature-preset", "Invalid signature preset" },
        { Incoming("\"signature\":{\"preset\":\"github\"}"), HttpStatusCode.BadRequest, "invalid-params", "Match error: Missing key 'signature.secret'" },
        { Incoming("\"signature\":{\"preset\":\"hmac\",\"secret\":\"x\"}"), HttpStatusCode.BadRequest, "invalid-params", "Match error: Missing key 'signature.header'" },
        { """{"type":"webhook-outgoing","name":"n","enabled":true,"urls":["https://a.example.com"]}""", HttpStatusCode.BadRequest, "invalid-params", "Match error: Missing key 'event'" },
        { Outgoing("\"event\":\"somethingElse\""), HttpStatusCode.UnprocessableEntity, "error-invalid-event-type", "Invalid event type [error-invalid-event-type]" },
        { Outgoing("\"urls\":[]"), HttpStatusCode.UnprocessableEntity, "error-invalid-urls", "Invalid URLs [error-invalid-urls]" },
        { Outgoing("\"urls\":[\"ftp://a.example.com\"]"), HttpStatusCode.UnprocessableEntity, "error-invalid-urls", "Invalid URLs [error-invalid-urls]" },
        { Outgoing("\"urls\":[\"not an address\"]"), HttpStatusCode.UnprocessableEntity, "error-invalid-urls", "Invalid URLs [error-invalid-urls]" },
        { Outgoing("\"event\":\"userCreated\""), HttpStatusCode.UnprocessableEntity, "error-invalid-targetRoom", "Invalid Target Room [error-invalid-targetRoom]" },
        { Outgoing("\"retryFailedCalls\":true,\"retryCount\":0"), HttpStatusCode.UnprocessableEntity, "error-invalid-retryCount", "Invalid retryCount" },
        { Outgoing("\"retryFailedCalls\":true,\"retryDelay\":\"powers-of-pi\""), HttpStatusCode.UnprocessableEntity, "error-invalid-retryDelay", "The integration's retryDelay setting is invalid" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Bad_input_is_refused_in_the_documented_words(string body, HttpStatusCode status, string errorType, string error)
    {
        var api = await AdminAsync();
        var refusal = await api.RefusedAsync(status, HttpMethod.Post, "integrations.create", body);
        Assert.Equal(errorType, refusal.ErrorType);
        Assert.StartsWith(error, refusal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_given_once()
    {
        var api = await AdminAsync();
        var token = Names.New("token");
        await api.PostAsync("integrations.create", Incoming($"\"token\":\"{token}\""));
        Assert.Equal("error-token-already-exists", (await api.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, "integrations.create", Incoming($"\"token\":\"{token}\""))).ErrorType);
    }

    [Fact]
    public async Task Events_without_rooms_are_stored_without()
    {
        var api = await AdminAsync();
        var integration = (await api.PostAsync("integrations.create", Outgoing("\"event\":\"roomCreated\",\"channel\":\"#general\",\"triggerWords\":[\"x\"]"))).GetProperty("integration");
        Assert.Equal(JsonValueKind.Array, integration.GetProperty("channel").ValueKind);
        Assert.Equal(0, integration.GetProperty("channel").GetArrayLength());
        Assert.False(integration.TryGetProperty("triggerWords", out _));
    }

    private static async Task<ApiClient> AdminAsync() => await (await GantryServer.SharedAsync()).AdminAsync();

    private static string Incoming(string fields) => Merge("""{"type":"webhook-incoming","name":"n","enabled":true,"username":"rocket.cat","channel":"#general","scriptEnabled":false}""", fields);

    private static string Outgoing(string fields) =>
        Merge("""{"type":"webhook-outgoing","name":"n","enabled":true,"username":"rocket.cat","channel":"#general","event":"sendMessage","urls":["https://a.example.com"],"scriptEnabled":false}""", fields);

    private static string Merge(string defaults, string fields)
    {
        var body = JsonNode.Parse(defaults)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse("{" + fields + "}")!.AsObject()) body[name] = value?.DeepClone();
        return body.ToJsonString();
    }
}
