using System.Net;
using Gantry.Tests.Outgoing;
using Gantry.Tests.Workspace;
using static Gantry.Tests.Commands.CommandDriver;

namespace Gantry.Tests.Commands;

/// <summary><c>commands.create</c>, <c>list</c>, <c>get</c>, <c>update</c> and <c>delete</c> (seed 000).</summary>
public sealed class CommandManagementTests
{
    private const string Url = "https://external-service.com/command";

    [Fact]
    public async Task A_command_is_created_as_the_seed_does_updated_listed_and_deleted()
    {
        var driver = await CommandDriver.StartAsync();
        var name = Names.New("mycommand");
        var created = (await driver.Api.PostAsync(
            "commands.create", new { command = name, url = Url, description = "My custom command", enabled = true, clientOnly = false, providesPreview = false, appId = "optionalAppId" })).GetProperty("command");
        Assert.Equal((name, Url, "My custom command", "optionalAppId"), (Text(created, "command"), Text(created, "url"), Text(created, "description"), Text(created, "appId")));
        Assert.True(Text(created, "token").Length >= 24 && Text(created, "secret").StartsWith("whsec_", StringComparison.Ordinal));

        var id = Text(created, "_id");
        var renamed = Names.New("updatedcommand");
        var updated = (await driver.Api.PostAsync(
            "commands.update", new { commandId = id, command = renamed, url = "https://external-service.com/new-endpoint", description = "Updated description", enabled = true })).GetProperty("command");
        Assert.Equal((renamed, Text(created, "token"), "optionalAppId"), (Text(updated, "command"), Text(updated, "token"), Text(updated, "appId")));
        Assert.Contains(renamed, await NamesAsync(driver.Api));
        Assert.DoesNotContain(name, await NamesAsync(driver.Api));
        Assert.Equal(id, Text((await driver.Api.GetAsync("commands.get?command=" + renamed.ToUpperInvariant())).GetProperty("command"), "_id"));

        await driver.Api.PostAsync("commands.delete", new { commandId = id });
        Assert.DoesNotContain(renamed, await NamesAsync(driver.Api));
        var (error, type) = await driver.Api.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "commands.get?command=" + renamed);
        Assert.Equal(("There is no command in the system by the name of: " + renamed, "error-command-not-found"), (error, type));
        await driver.Api.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "commands.delete", new { commandId = id });
    }

    [Theory]
    [InlineData("with blank", Url, 422, "error-invalid-command")]
    [InlineData("/slashed", Url, 422, "error-invalid-command")]
    [InlineData("ünicode", Url, 422, "error-invalid-command")]
    [InlineData("65-characters-is-one-more-than-a-name-may-have-so-this-is-refused", Url, 422, "error-invalid-command")]
    [InlineData("", Url, 400, "invalid-params")]
    [InlineData(null, Url, 400, "invalid-params")]
    [InlineData("nourl", null, 400, "invalid-params")]
    [InlineData("badurl", "ftp://example.org/", 422, "error-invalid-url")]
    [InlineData("badurl", "relative", 422, "error-invalid-url")]
    [InlineData("help", Url, 409, "error-command-already-exists")]
    [InlineData("HELP", Url, 409, "error-command-already-exists")]
    public async Task What_cannot_be_a_command_is_refused(string? command, string? url, int status, string errorType)
    {
        var driver = await CommandDriver.StartAsync();
        Assert.Equal(errorType, (await driver.Api.RefusedAsync((HttpStatusCode)status, HttpMethod.Post, "commands.create", new { command, url })).ErrorType);
    }

    [Fact]
    public async Task A_name_is_unique_whatever_its_case_however_many_create_it_at_once()
    {
        var driver = await CommandDriver.StartAsync();
        var name = Names.New("Unique");
        var statuses = await Task.WhenAll(Enumerable.Range(0, 6).Select(async number =>
            (await driver.Api.SendAsync(HttpMethod.Post, "commands.create", new { command = number % 2 == 0 ? name : name.ToUpperInvariant(), url = Url })).Status));
        Assert.Single(statuses, HttpStatusCode.OK);
        Assert.Equal(5, statuses.Count(status => status == HttpStatusCode.Conflict));

        var other = await driver.NewAsync(Url);
        await driver.Api.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, "commands.update", new { commandId = other.Id, command = name });
        await driver.Api.PostAsync("commands.update", new { commandId = other.Id, command = other.Name.ToUpperInvariant() });
    }

    [Fact]
    public async Task Who_does_not_manage_commands_sees_what_clients_show_and_nothing_disabled()
    {
        var driver = await CommandDriver.StartAsync();
        var person = await People.NewAsync(driver.Server);
        var command = await driver.NewAsync(Url, new { description = "Does it", @params = "what" });
        var disabled = await driver.NewAsync(Url, new { enabled = false });

        var shown = (await person.GetAsync("commands.get?command=" + command.Name)).GetProperty("command");
        Assert.Equal(["clientOnly", "command", "description", "params", "providesPreview"], shown.EnumerateObject().Select(field => field.Name).Order());
        await person.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "commands.get?command=" + disabled.Name);
        await person.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "commands.get?commandId=" + command.Id);
        var listed = await NamesAsync(person);
        Assert.Contains(command.Name, listed);
        Assert.Contains("help", listed);
        Assert.DoesNotContain(disabled.Name, listed);
        foreach (var path in (string[])["commands.create", "commands.update", "commands.delete", "commands.regenerateToken", "commands.rotateSecret"])
            await person.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Post, path, new { commandId = command.Id, command = "x", url = Url });
        await person.RefusedAsync(HttpStatusCode.Forbidden, HttpMethod.Get, "commands.history?id=" + command.Id);
    }

    [Fact]
    public async Task Who_manages_only_its_own_neither_sees_nor_changes_another_ones()
    {
        await using var server = await OutgoingDriver.NewServerAsync();
        var driver = await CommandDriver.StartAsync(server);
        await driver.Api.PostAsync("permissions.update", new { permissions = new[] { new { _id = "manage-own-integrations", roles = new[] { "admin", "bot" } } } });
        var bot = await People.NewAsync(driver.Server, "bot");
        var own = (await bot.PostAsync("commands.create", new { command = Names.New("own"), url = Url })).GetProperty("command");
        await bot.PostAsync("commands.update", new { commandId = Text(own, "_id"), description = "changed" });
        var another = await driver.NewAsync(Url);
        await bot.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, "commands.update", new { commandId = another.Id, description = "mine" });
        Assert.False((await bot.GetAsync("commands.get?command=" + another.Name)).GetProperty("command").TryGetProperty("token", out _));
        await driver.Api.PostAsync("commands.delete", new { commandId = Text(own, "_id") });
    }

    [Fact]
    public async Task Token_and_secret_can_be_replaced_and_a_list_shows_no_secret()
    {
        var driver = await CommandDriver.StartAsync();
        var command = await driver.NewAsync(Url);
        var regenerated = (await driver.Api.PostAsync("commands.regenerateToken", new { commandId = command.Id })).GetProperty("command");
        Assert.NotEqual(command.Token, Text(regenerated, "token"));
        var rotated = (await driver.Api.PostAsync("commands.rotateSecret", new { commandId = command.Id, overlapHours = 1 })).GetProperty("command");
        Assert.NotEqual(command.Secret, Text(rotated, "secret"));
        Assert.False(rotated.GetProperty("previousSecrets")[0].TryGetProperty("secret", out _));
        var listed = (await driver.Api.GetAsync("commands.list?count=100")).GetProperty("commands").EnumerateArray().Where(node => Text(node, "command") == command.Name);
        Assert.All(listed, node => Assert.False(node.TryGetProperty("secret", out _)));
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(ApiClient caller) =>
        [.. (await caller.GetAsync("commands.list?count=100")).GetProperty("commands").EnumerateArray().Select(command => Text(command, "command"))];
}
