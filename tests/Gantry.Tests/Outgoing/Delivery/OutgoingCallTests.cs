using System.Diagnostics;
using System.Text;
using Gantry.Functions.Outgoing.Delivery;
using static Gantry.Tests.Outgoing.Delivery.CallDriver;

namespace Gantry.Tests.Outgoing.Delivery;

/// <summary>What goes out and what comes back, where nothing goes wrong.</summary>
public sealed class OutgoingCallTests
{
    [Fact]
    public async Task Data_is_posted_as_JSON_and_the_answer_given_back()
    {
        await using var receiver = new RawReceiver(RawReceiver.Answer(201, "{\"text\":\"héllo\"}", "Content-Type: application/json; charset=utf-8", "X-Answer: a", "X-Answer: b"));
        using var driver = new CallDriver();
        var answer = await driver.PostAsync(receiver.Url + "/path?q=1");
        Assert.Equal(("POST", "/path?q=1", """{"text":"hello"}"""), (receiver.Call.Method, receiver.Call.Target, receiver.Call.Body));
        Assert.Equal("application/json", receiver.Call.Headers["Content-Type"]);
        Assert.Matches(@"^Gantry/\d+\.\d+\.\d+$", receiver.Call.Headers["User-Agent"]);
        Assert.Equal((OutgoingOutcome.Answered, 201, "{\"text\":\"héllo\"}", "application/json", "a, b", null), (answer.Outcome, answer.StatusCode, TextOf(answer), answer.MediaType, answer.Headers["x-answer"], answer.Error));
        Assert.True(answer.IsSuccess && answer.DurationMilliseconds > 0);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("head")]
    public async Task A_method_without_a_body_sends_none(string method)
    {
        await using var receiver = new RawReceiver(RawReceiver.Answer());
        using var driver = new CallDriver();
        await driver.SendAsync(new OutgoingRequest { Url = receiver.Url, Method = method, Data = Json("{}") });
        Assert.Equal((method.ToUpperInvariant(), ""), (receiver.Call.Method, receiver.Call.Body));
        Assert.False(receiver.Call.Headers.ContainsKey("Content-Type"));
    }

    [Fact]
    public async Task Parameters_go_behind_those_of_the_address()
    {
        await using var receiver = new RawReceiver(RawReceiver.Answer());
        using var driver = new CallDriver();
        await driver.SendAsync(new OutgoingRequest { Url = receiver.Url + "/x?a=1#part", Method = "GET", Params = [new("b", "ü &"), new("b", "3")] });
        Assert.Equal("/x?a=1&b=%C3%BC%20%26&b=3", receiver.Call.Target);
    }

    [Fact]
    public async Task A_text_is_sent_as_it_is_with_the_content_type_of_the_script()
    {
        await using var receiver = new RawReceiver(RawReceiver.Answer());
        using var driver = new CallDriver();
        await driver.SendAsync(new OutgoingRequest { Url = receiver.Url, Method = "PUT", Data = Json("\"a=1&b=2\""), Headers = Headers(("content-type", "application/x-www-form-urlencoded")) });
        Assert.Equal(("PUT", "a=1&b=2", "application/x-www-form-urlencoded"), (receiver.Call.Method, receiver.Call.Body, receiver.Call.Headers["Content-Type"]));
    }

    [Theory]
    [InlineData("me:pass:word", "", "me:pass:word")]
    [InlineData(null, "me:p%40ss@", "me:p@ss")]
    [InlineData("other:one", "me:pass@", "other:one")]
    public async Task Credentials_become_Basic(string? auth, string userInfo, string expected)
    {
        await using var receiver = new RawReceiver(RawReceiver.Answer());
        using var driver = new CallDriver();
        await driver.SendAsync(new OutgoingRequest { Url = receiver.Url.Replace("//", "//" + userInfo, StringComparison.Ordinal), Auth = auth });
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(expected)), receiver.Call.Headers["Authorization"]);
    }

    [Fact]
    public async Task Headers_of_a_script_go_out_but_not_over_those_of_the_connection_and_the_signature()
    {
        await using var receiver = new RawReceiver(RawReceiver.Answer());
        using var driver = new CallDriver();
        var headers = Headers(("X-Custom", "grün"), ("user-agent", "mine"), ("HOST", "elsewhere"), ("Content-Length", "1"), ("Transfer-Encoding", "chunked"), ("Connection", "upgrade"), ("Webhook-Id", "forged"), ("webhook-signature", "v1,forged"));
        await driver.SendAsync(new OutgoingRequest { Url = receiver.Url, Data = Json("{}"), Headers = headers }, new DeliverySignature("msg_1", []));
        Assert.Equal(("grün", "mine", $"127.0.0.1:{receiver.Port}", "2", "msg_1"), (receiver.Call.Headers["X-Custom"], receiver.Call.Headers["User-Agent"], receiver.Call.Headers["Host"], receiver.Call.Headers["Content-Length"], receiver.Call.Headers["webhook-id"]));
        Assert.DoesNotContain(receiver.Call.Headers.Keys, name => name is "Transfer-Encoding" or "Connection" or "webhook-signature");
    }

    [Fact]
    public async Task Nothing_of_our_own_traces_goes_out()
    {
        await using var receiver = new RawReceiver(RawReceiver.Answer());
        using var driver = new CallDriver();
        using var activity = new Activity("delivery").Start();
        await driver.PostAsync(receiver.Url);
        Assert.DoesNotContain("traceparent", receiver.Call.Headers.Keys);
    }

    public static TheoryData<string, string, string?, string, string> Impossible => new()
    {
        { "POST", "not an address", null, "", "The URL must be absolute, http or https." },
        { "POST", "/etc/passwd", null, "", "The URL must be absolute, http or https." },
        { "POST", "ftp://127.0.0.1/", null, "", "The URL must be absolute, http or https." },
        { "PO ST", "http://127.0.0.1/", null, "", "The method PO ST cannot be used." },
        { "CONNECT", "http://127.0.0.1/", null, "", "The method CONNECT cannot be used." },
        { "POST", "http://127.0.0.1/", "nocolon", "", "auth option should be of the form \"username:password\"" },
        { "POST", "http://127.0.0.1/", null, "x\r\nwebhook-id: forged", "The header X-Custom has a line break." },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task What_cannot_be_sent_is_told_and_not_sent(string method, string url, string? auth, string header, string error)
    {
        using var driver = new CallDriver();
        var answer = await driver.SendAsync(new OutgoingRequest { Method = method, Url = url, Auth = auth, Headers = Headers(("X-Custom", header)) });
        Assert.Equal((OutgoingOutcome.InvalidRequest, error), (answer.Outcome, answer.Error));
    }
}
