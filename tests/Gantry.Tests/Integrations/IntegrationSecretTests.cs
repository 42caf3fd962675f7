using System.Net;
using System.Text.Json;
using Gantry.Functions.Identity;
using Gantry.Functions.Integrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gantry.Tests.Integrations;

/// <summary>The secrets with which outgoing calls are signed.</summary>
public sealed class IntegrationSecretTests
{
    [Fact]
    public async Task Creation_makes_a_secret_that_get_shows_and_the_list_does_not()
    {
        var (api, created) = await NewAsync();
        Assert.StartsWith("whsec_", Secret(created), StringComparison.Ordinal);
        var id = Id(created);
        Assert.Equal(Secret(created), Secret((await api.GetAsync("integrations.get?integrationId=" + id)).GetProperty("integration")));
        var listed = (await api.GetAsync($"integrations.list?name={created.GetProperty("name").GetString()}")).GetProperty("integrations")[0];
        Assert.False(listed.TryGetProperty("secret", out _));
    }

    [Fact]
    public async Task An_incoming_integration_has_none()
    {
        var driver = await IntegrationDriver.AdminAsync();
        var hook = await driver.NewHookAsync("#general");
        Assert.False((await driver.Api.GetAsync("integrations.get?integrationId=" + hook.Id)).GetProperty("integration").TryGetProperty("secret", out _));
        await driver.Api.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "integrations.rotateSecret", new { integrationId = hook.Id });
    }

    [Fact]
    public async Task An_update_keeps_it()
    {
        var (api, created) = await NewAsync();
        var updated = await api.OkAsync(HttpMethod.Put, "integrations.update", new { integrationId = Id(created), name = "renamed", secret = "mine" });
        Assert.Equal(Secret(created), Secret(updated.GetProperty("integration")));
    }

    [Fact]
    public async Task A_replaced_secret_signs_beside_the_new_one_until_it_ends()
    {
        var (api, created) = await NewAsync();
        var rotated = await RotateAsync(api, created, overlapHours: 2);
        Assert.NotEqual(Secret(created), Secret(rotated));
        var previous = Assert.Single(rotated.GetProperty("previousSecrets").EnumerateArray());
        Assert.Equal("expiresAt", Assert.Single(previous.EnumerateObject()).Name);
        Assert.Equal([Secret(rotated), Secret(created)], await SigningAsync(created, TimeSpan.FromMinutes(119)));
        Assert.Equal([Secret(rotated)], await SigningAsync(created, TimeSpan.FromMinutes(121)));
    }

    [Fact]
    public async Task Without_overlap_every_older_secret_ends_at_once()
    {
        var (api, created) = await NewAsync();
        await RotateAsync(api, created, overlapHours: null);
        var rotated = await RotateAsync(api, created, overlapHours: 0);
        Assert.False(rotated.TryGetProperty("previousSecrets", out _));
        Assert.Equal([Secret(rotated)], await SigningAsync(created, TimeSpan.Zero));
    }

    [Fact]
    public async Task Only_so_many_secrets_overlap()
    {
        var (api, created) = await NewAsync();
        for (var i = 0; i < 5; i++) await RotateAsync(api, created, overlapHours: 1);
        var refused = await api.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "integrations.rotateSecret", new { integrationId = Id(created) });
        Assert.Equal("error-too-many-secrets", refused.ErrorType);
        Assert.Equal(6, (await SigningAsync(created, TimeSpan.Zero)).Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(169)]
    public async Task The_overlap_has_a_range(int hours)
    {
        var (api, created) = await NewAsync();
        var refused = await api.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Post, "integrations.rotateSecret", new { integrationId = Id(created), overlapHours = hours });
        Assert.Equal("error-invalid-overlap", refused.ErrorType);
    }

    [Fact]
    public async Task A_record_from_before_there_were_secrets_gets_one_when_it_is_needed()
    {
        var server = await GantryServer.SharedAsync();
        var store = server.Services.GetRequiredService<IntegrationStore>();
        var old = new Integration
        {
            Id = Names.New("old"),
            Type = Integration.Outgoing,
            Name = "old",
            Username = "rocket.cat",
            UserId = "rocket.cat",
            Event = "sendMessage",
            Urls = ["https://example.com/"],
            Channel = ["#general"],
            CreatedBy = new UserReference("nobody", "nobody"),
        };
        await store.CreateAsync(old, CancellationToken.None);
        var secrets = server.Services.GetRequiredService<IntegrationSecrets>();
        var both = await Task.WhenAll(secrets.SigningAsync(old, CancellationToken.None), secrets.SigningAsync(old, CancellationToken.None));
        Assert.Equal(Assert.Single(both[0]), Assert.Single(both[1]));
        var stored = (await store.GetAsync(CancellationToken.None)).Find(old.Id)!;
        Assert.Equal((both[0][0], old.UpdatedAt), (stored.Secret, stored.UpdatedAt));
    }

    [Fact]
    public async Task Who_does_not_manage_it_neither_sees_nor_replaces_it()
    {
        var (_, created) = await NewAsync();
        var user = await (await GantryServer.SharedAsync()).NewUserAsync("user");
        await user.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, "integrations.rotateSecret", new { integrationId = Id(created) });
    }

    private static async Task<(ApiClient Api, JsonElement Integration)> NewAsync()
    {
        var api = await (await GantryServer.SharedAsync()).AdminAsync();
        var body = new { type = "webhook-outgoing", name = Names.New("out"), enabled = true, @event = "sendMessage", urls = new[] { "https://example.com/" } };
        return (api, (await api.PostAsync("integrations.create", body)).GetProperty("integration"));
    }

    private static async Task<JsonElement> RotateAsync(ApiClient api, JsonElement integration, int? overlapHours) =>
        (await api.PostAsync("integrations.rotateSecret", new { integrationId = Id(integration), overlapHours })).GetProperty("integration");

    private static async Task<IReadOnlyList<string>> SigningAsync(JsonElement integration, TimeSpan later)
    {
        var services = (await GantryServer.SharedAsync()).Services;
        var store = services.GetRequiredService<IntegrationStore>();
        var stored = (await store.GetAsync(CancellationToken.None)).Find(Id(integration))!;
        return await new IntegrationSecrets(store, services.GetRequiredService<IOptions<IntegrationOptions>>(), new LaterTime(later)).SigningAsync(stored, CancellationToken.None);
    }

    private static string Id(JsonElement integration) => integration.GetProperty("_id").GetString()!;

    private static string Secret(JsonElement integration) => integration.GetProperty("secret").GetString()!;

    private sealed class LaterTime(TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + later;
    }
}
