using System.Text.Json;

namespace Gantry.Tests.Scripting;

/// <summary>
/// Scripts as people write them for well-known senders, on payloads in the senders' documented form, and the scripts of the seeds as they stand.
/// Each folder of <c>Payloads/Scripting</c> is a case: script.js, payload.json (a sample request), expected.json (what the script returns).
/// </summary>
public sealed class VendorScriptTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Payloads", "Scripting");

    public static TheoryData<string> Vendors => [.. Directory.EnumerateDirectories(Root).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task A_script_makes_the_message_that_its_author_meant(string vendor)
    {
        var api = await (await GantryServer.SharedAsync()).AdminAsync();
        var request = JsonSerializer.Deserialize<JsonElement>(await ReadAsync(vendor, "payload.json"));
        var answer = await api.PostAsync("integrations.testScript", new { script = await ReadAsync(vendor, "script.js"), request });
        var expected = JsonSerializer.Deserialize<JsonElement>(await ReadAsync(vendor, "expected.json"));
        Assert.True(answer.TryGetProperty("result", out var result), answer.ToString());
        Assert.True(JsonElement.DeepEquals(expected, result), result.ToString());
    }

    private static Task<string> ReadAsync(string vendor, string file) => File.ReadAllTextAsync(Path.Combine(Root, vendor, file));
}
