using System.Text;
using Gantry.Shared.Security.Signatures;

namespace Gantry.Tests.Security.Signatures;

public sealed class SignaturePresetTests
{
    private const string Body = """{"text":"héllo"}""";
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    public static TheoryData<string> Presets => new(SignaturePreset.Names);

    public static TheoryData<string> TimedPresets => ["standard-webhooks", "stripe", "slack"];

    [Theory]
    [MemberData(nameof(Presets))]
    public void A_right_signature_is_valid(string preset) => Assert.Equal(SignatureResult.Valid, Verify(preset, Signer.Sign(preset, Body, Now), Body));

    [Theory]
    [MemberData(nameof(Presets))]
    public void A_call_without_signature_is_told_so(string preset) => Assert.Equal(SignatureResult.MissingSignature, Verify(preset, [], Body));

    [Theory]
    [MemberData(nameof(Presets))]
    public void A_wrong_secret_does_not_match(string preset)
    {
        var secret = preset == "standard-webhooks" ? "whsec_AAAA" : "another secret";
        Assert.Equal(SignatureResult.Mismatch, Verify(preset, Signer.Sign(preset, Body, Now), Body, secret));
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void A_changed_body_does_not_match(string preset)
    {
        if (preset == "gitlab") return;
        Assert.Equal(SignatureResult.Mismatch, Verify(preset, Signer.Sign(preset, Body, Now), Body + " "));
    }

    [Theory]
    [MemberData(nameof(TimedPresets))]
    public void An_old_call_is_stale(string preset) => Assert.Equal(SignatureResult.StaleTimestamp, Verify(preset, Signer.Sign(preset, Body, Now.AddMinutes(-6)), Body));

    [Theory]
    [MemberData(nameof(TimedPresets))]
    public void A_call_from_the_future_is_stale(string preset) => Assert.Equal(SignatureResult.StaleTimestamp, Verify(preset, Signer.Sign(preset, Body, Now.AddMinutes(6)), Body));

    public static TheoryData<string, string, string> Malformed => new()
    {
        { "github", "X-Hub-Signature-256", "sha1=00" },
        { "github", "X-Hub-Signature-256", "sha256=zz" },
        { "shopify", "X-Shopify-Hmac-Sha256", "not base64!" },
        { "hmac", "X-Signature", "???" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void What_is_no_signature_is_told_so(string preset, string header, string value) => Assert.Equal(SignatureResult.MalformedSignature, Verify(preset, [(header, value)], Body));

    [Fact]
    public void The_published_example_of_standard_webhooks_verifies()
    {
        (string, string)[] headers =
        [
            ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"), ("webhook-timestamp", "1614265330"), ("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        ];
        Assert.True(SignaturePreset.TryFind("standard-webhooks", out var preset));
        var request = new SignedRequest(name => headers.FirstOrDefault(header => header.Item1 == name).Item2, Encoding.UTF8.GetBytes("""{"test": 2432232314}"""));
        Assert.Equal(SignatureResult.Valid, preset.Verify(request, Signer.StandardSecret, null, DateTimeOffset.FromUnixTimeSeconds(1614265330)));
    }

    private static SignatureResult Verify(string preset, (string Name, string Value)[] headers, string body, string? secret = null)
    {
        Assert.True(SignaturePreset.TryFind(preset, out var found));
        var request = new SignedRequest(name => headers.FirstOrDefault(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase)).Value, Encoding.UTF8.GetBytes(body));
        return found.Verify(request, secret ?? Signer.SecretOf(preset), found.NeedsHeader ? "X-Signature" : null, Now);
    }
}
