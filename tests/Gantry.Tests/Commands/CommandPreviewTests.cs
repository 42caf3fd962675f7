using System.Net;
using static Gantry.Tests.Commands.CommandDriver;

namespace Gantry.Tests.Commands;

/// <summary><c>commands.preview</c> (<c>rocket-chat-behaviour.md</c> 4).</summary>
public sealed class CommandPreviewTests
{
    [Fact]
    public async Task A_preview_is_asked_for_without_history_and_an_item_of_it_runs()
    {
        await using var receiver = await Receiver.StartAsync(new { i18nTitle = "Pictures", items = new[] { new { id = "1", type = "image", value = "https://example.org/1.png" } }, text = "chosen" });
        var driver = await CommandDriver.StartAsync();
        var room = await driver.NewRoomAsync();
        var command = await driver.NewAsync(receiver.Url, new { providesPreview = true });

        var preview = (await driver.Api.GetAsync($"commands.preview?command={command.Name}&roomId={room}&params=cats")).GetProperty("preview");
        Assert.Equal(("Pictures", "image"), (Text(preview, "i18nTitle"), Text(preview.GetProperty("items")[0], "type")));
        var asked = Assert.Single(receiver.Calls).Json;
        Assert.True(asked.GetProperty("preview").GetBoolean());
        Assert.False(asked.TryGetProperty("response_url", out _));
        Assert.Equal(0, (await driver.Api.GetAsync("commands.history?id=" + command.Id)).GetProperty("total").GetInt32());

        await driver.Api.PostAsync("commands.preview", new { command = command.Name, roomId = room, @params = "cats", previewItem = preview.GetProperty("items")[0] });
        Assert.Equal("1", Text(receiver.Calls[1].Json.GetProperty("preview_item"), "id"));
        Assert.Equal("chosen", Text(Assert.Single(await driver.PrivatelyAsync(room)), "msg"));
    }

    [Theory]
    [InlineData("""{"items":"none"}""")]
    [InlineData("""{"items":[{"id":"1","type":"sound","value":"x"}]}""")]
    [InlineData("""{"items":[{"id":"1"}]}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task What_is_no_preview_is_refused(string body)
    {
        await using var receiver = await Receiver.StartAsync((_, context) =>
        {
            context.Response.ContentType = "application/json";
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, body);
        });
        var driver = await CommandDriver.StartAsync();
        var command = await driver.NewAsync(receiver.Url, new { providesPreview = true });
        var (_, type) = await driver.Api.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Get, $"commands.preview?command={command.Name}&roomId=GENERAL");
        Assert.Equal("error-command-preview-failed", type);
    }

    [Fact]
    public async Task A_command_without_preview_and_a_wrong_item_are_refused()
    {
        var driver = await CommandDriver.StartAsync();
        var (without, with) = (await driver.NewAsync("https://example.org/"), await driver.NewAsync("https://example.org/", new { providesPreview = true }));
        await driver.Api.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Get, $"commands.preview?command={without.Name}&roomId=GENERAL");
        await driver.Api.RefusedAsync(HttpStatusCode.UnprocessableEntity, HttpMethod.Get, "commands.preview?command=help&roomId=GENERAL");
        var (error, _) = await driver.Api.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "commands.preview", new { command = with.Name, roomId = "GENERAL", previewItem = new { id = "1" } });
        Assert.Equal("The preview item being executed is in the wrong format.", error);
    }
}
