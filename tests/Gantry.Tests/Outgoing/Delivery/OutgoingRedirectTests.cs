using Gantry.Functions.Outgoing.Delivery;
using Gantry.Shared.Egress;
using static Gantry.Tests.Outgoing.Delivery.CallDriver;

namespace Gantry.Tests.Outgoing.Delivery;

public sealed class OutgoingRedirectTests
{
    private static readonly DeliverySignature Signature = new("msg_1", ["whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"]);

    [Fact]
    public async Task A_loop_ends_with_the_answer_that_closed_it()
    {
        await using var receiver = new RawReceiver(RawReceiver.Answer(302, "", "Location: /again"));
        using var driver = new CallDriver(egress: new EgressOptions { AllowedNetworks = "127.0.0.1", MaxRedirects = 3 });
        var answer = await driver.PostAsync(receiver.Url);
        Assert.Equal((OutgoingOutcome.Answered, 302, "More than 3 redirects.", false), (answer.Outcome, answer.StatusCode, answer.Error, answer.IsSuccess));
        Assert.Equal(4, receiver.Calls.Count);
    }

    [Theory]
    [InlineData("http://127.0.0.2:1/")]
    [InlineData("http://169.254.169.254/metadata")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    public async Task A_redirect_to_an_address_that_is_not_public_is_refused(string location)
    {
        await using var receiver = new RawReceiver(RawReceiver.Answer(307, "", "Location: " + location));
        using var driver = new CallDriver();
        Assert.Equal(OutgoingOutcome.Refused, (await driver.PostAsync(receiver.Url)).Outcome);
    }

    [Fact]
    public async Task Another_origin_gets_the_data_but_neither_credentials_nor_signature()
    {
        await using var target = new RawReceiver(RawReceiver.Answer(200, "there"));
        await using var origin = new RawReceiver(RawReceiver.Answer(308, "", $"Location: {target.Url}/new"));
        using var driver = new CallDriver();
        var request = new OutgoingRequest { Url = origin.Url, Data = Json("[1]"), Auth = "me:pass", Headers = Headers(("X-Api-Key", "secret"), ("Cookie", "a=b"), ("Accept", "text/plain")) };
        Assert.Equal("there", TextOf(await driver.SendAsync(request, Signature)));
        Assert.Equal(["Authorization", "Cookie", "webhook-id", "webhook-signature", "webhook-timestamp", "X-Api-Key"], Secret(origin));
        Assert.Equal(("POST", "/new", "[1]", "text/plain", "application/json"), (target.Call.Method, target.Call.Target, target.Call.Body, target.Call.Headers["Accept"], target.Call.Headers["Content-Type"]));
        Assert.Empty(Secret(target));
    }

    [Fact]
    public async Task The_same_origin_gets_them_again()
    {
        await using var receiver = new RawReceiver((call, connection) => connection.WriteAsync(call.Target == "/" ? RawReceiver.Answer(307, "", "Location: next") : RawReceiver.Answer()));
        using var driver = new CallDriver();
        Assert.True((await driver.SendAsync(new OutgoingRequest { Url = receiver.Url, Data = Json("[1]"), Auth = "me:pass" }, Signature)).IsSuccess);
        var calls = receiver.Calls.ToList();
        Assert.Equal(("/next", "[1]"), (calls[1].Target, calls[1].Body));
        foreach (var name in new[] { "Authorization", "webhook-signature", "webhook-timestamp", "webhook-id" }) Assert.Equal(calls[0].Headers[name], calls[1].Headers[name]);
    }

    [Theory]
    [InlineData(301, "POST", "GET")]
    [InlineData(302, "POST", "GET")]
    [InlineData(303, "PUT", "GET")]
    [InlineData(301, "PUT", "PUT")]
    [InlineData(307, "POST", "POST")]
    [InlineData(308, "DELETE", "DELETE")]
    public void A_redirect_changes_the_method_as_the_Fetch_standard_has_it(int status, string method, string expected)
    {
        var wire = Wire("https://a.example/x", method).Sign(Signature, DateTimeOffset.UnixEpoch).Redirect(status, new Uri("/y", UriKind.Relative), out var error)!;
        Assert.Null(error);
        Assert.Equal((expected, "https://a.example/y"), (wire.Method.Method, wire.Url.AbsoluteUri));
        Assert.Equal(expected == "GET", wire.Body is null);
        Assert.Equal(expected != "GET", wire.Headers.Any(header => header.Key == "webhook-signature"));
    }

    [Theory]
    [InlineData("https://a.example/", "http://a.example/", "The redirect leads from https to http.")]
    [InlineData("https://a.example/", "file:///etc/passwd", "The redirect leads to no http or https address.")]
    [InlineData("http://a.example/", "javascript:alert(1)", "The redirect leads to no http or https address.")]
    public void A_redirect_that_is_not_followed_says_why(string from, string to, string error)
    {
        Assert.Null(Wire(from, "POST").Redirect(302, new Uri(to), out var told));
        Assert.Equal(error, told);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(300)]
    [InlineData(304)]
    public void Other_statuses_lead_nowhere(int status) => Assert.Null(Wire("https://a.example/", "POST").Redirect(status, new Uri("https://b.example/"), out _));

    private static WireRequest Wire(string url, string method) => WireRequest.Create(new OutgoingRequest { Url = url, Method = method, Data = Json("{}") }, out _)!;

    private static IEnumerable<string> Secret(RawReceiver receiver) =>
        receiver.Call.Headers.Keys.Where(name => name is "Authorization" or "Cookie" or "X-Api-Key" || name.StartsWith("webhook-", StringComparison.Ordinal)).Order(StringComparer.OrdinalIgnoreCase);
}
