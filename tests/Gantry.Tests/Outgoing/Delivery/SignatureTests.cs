using System.Text.Json;
using Gantry.Functions.Outgoing.Delivery;
using Gantry.Shared.Security.Signatures;

namespace Gantry.Tests.Outgoing.Delivery;

/// <summary>What goes out, verified by the receivers' own libraries: npm <c>svix</c> and <c>standardwebhooks</c>.</summary>
public sealed class SignatureTests
{
    private static readonly string New = StandardWebhooks.NewSecret();
    private static readonly string Old = StandardWebhooks.NewSecret();

    [Theory]
    [InlineData("svix")]
    [InlineData("standardwebhooks")]
    public async Task A_call_is_verified(string library)
    {
        var call = await SendAsync([New]);
        Assert.Equal("grüße \u2028 😀", (await VerifyAsync(library, New, call, call.Body)).GetProperty("verified").GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("svix")]
    [InlineData("standardwebhooks")]
    public async Task While_a_secret_is_replaced_both_verify_and_no_other(string library)
    {
        var call = await SendAsync([New, Old]);
        Assert.Equal(2, call.Headers["webhook-signature"].Split(' ').Length);
        foreach (var secret in new[] { New, Old }) Assert.True((await VerifyAsync(library, secret, call, call.Body)).TryGetProperty("verified", out _));
        Assert.True((await VerifyAsync(library, StandardWebhooks.NewSecret(), call, call.Body)).TryGetProperty("error", out _));
    }

    [Theory]
    [InlineData("svix")]
    [InlineData("standardwebhooks")]
    public async Task A_changed_body_is_not_verified(string library)
    {
        var call = await SendAsync([New]);
        Assert.True((await VerifyAsync(library, New, call, call.Body + " ")).TryGetProperty("error", out _));
    }

    [Fact]
    public async Task Each_try_has_the_same_id()
    {
        var (first, second) = (await SendAsync([New]), await SendAsync([New]));
        Assert.Equal(("msg_1", "msg_1"), (first.Headers["webhook-id"], second.Headers["webhook-id"]));
    }

    [Fact]
    public void A_secret_has_the_length_that_the_specification_asks_for()
    {
        Assert.StartsWith("whsec_", New, StringComparison.Ordinal);
        Assert.InRange(Convert.FromBase64String(New["whsec_".Length..]).Length, 24, 64);
    }

    private static async Task<ReceivedCall> SendAsync(string[] secrets)
    {
        await using var receiver = new RawReceiver(RawReceiver.Answer());
        using var driver = new CallDriver();
        var data = JsonSerializer.SerializeToElement(new { text = "grüße \u2028 😀", a = new[] { 1.0, 1e-7 } });
        Assert.True((await driver.SendAsync(new OutgoingRequest { Url = receiver.Url, Data = data }, new DeliverySignature("msg_1", secrets))).IsSuccess);
        return receiver.Call;
    }

    private static Task<JsonElement> VerifyAsync(string library, string secret, ReceivedCall call, string body)
    {
        var headers = call.Headers.Where(header => header.Key.StartsWith("webhook-", StringComparison.Ordinal)).ToDictionary(header => header.Key, header => header.Value);
        return NodeClient.RunAsync("verify-webhook.mjs", library, secret, JsonSerializer.Serialize(headers), body);
    }
}
