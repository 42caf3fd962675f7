using System.Text.Json;
using Gantry.Functions.Commands.Execution;
using Gantry.Functions.Identity;
using Gantry.Functions.RateLimiting;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Commands;

/// <summary><c>commands.run</c> and <c>commands.preview</c> (<c>rocket-chat-behaviour.md</c> 4).</summary>
internal static class CommandRunEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapCommandRuns(this RouteGroupBuilder api)
    {
        api.MapPost("commands.run", RunAsync).LimitRate(RateLimitRule.CommandRuns);
        api.MapGet("commands.preview", PreviewAsync);
        api.MapPost("commands.preview", RunPreviewAsync).LimitRate(RateLimitRule.CommandRuns);
    }

    private static async Task<IResult> RunAsync(Caller caller, Parameters parameters, CommandExecution execution, RoomStore rooms, MessageView view, CancellationToken cancellationToken)
    {
        var name = NameFrom(parameters);
        var call = await CallFromAsync(caller, parameters, execution, rooms, cancellationToken);
        var result = HelpCommand.IsNamed(name)
            ? await execution.HelpAsync(call, cancellationToken)
            : await execution.RunAsync(await execution.FindAsync(name, cancellationToken), call, cancellationToken);
        return Results.Ok(result.ToAnswer(view));
    }

    private static async Task<IResult> PreviewAsync(
        Caller caller, Parameters parameters, CommandExecution execution, CommandPreview preview, RoomStore rooms, CancellationToken cancellationToken)
    {
        var name = NameFrom(parameters);
        var call = await CallFromAsync(caller, parameters, execution, rooms, cancellationToken);
        var found = await preview.GetAsync(await FindWithPreviewAsync(name, execution, cancellationToken), call, cancellationToken);
        return Results.Ok(new { preview = found, success = true });
    }

    private static async Task<IResult> RunPreviewAsync(Caller caller, Parameters parameters, CommandExecution execution, RoomStore rooms, MessageView view, CancellationToken cancellationToken)
    {
        var name = NameFrom(parameters);
        if (!parameters.Has("previewItem")) throw ApiException.MissingKey("previewItem");
        var item = PreviewItem.Read(parameters.Body.TryGetProperty("previewItem", out var given) ? given : default(JsonElement))
            ?? throw new ApiException(400, "invalid-params", "The preview item being executed is in the wrong format.");
        var call = await CallFromAsync(caller, parameters, execution, rooms, cancellationToken);
        var command = await FindWithPreviewAsync(name, execution, cancellationToken);
        return Results.Ok((await execution.RunAsync(command, call with { Item = item }, cancellationToken)).ToAnswer(view));
    }

    private static async Task<Command> FindWithPreviewAsync(string name, CommandExecution execution, CancellationToken cancellationToken)
    {
        if (HelpCommand.IsNamed(name)) throw NoPreview(name);
        return await execution.FindAsync(name, cancellationToken) is { ProvidesPreview: true } command ? command : throw NoPreview(name);
    }

    private static string NameFrom(Parameters parameters)
    {
        var name = parameters.RequiredString("command").Trim();
        return name.StartsWith('/') ? name[1..] : name;
    }

    private static async Task<CommandCall> CallFromAsync(Caller caller, Parameters parameters, CommandExecution execution, RoomStore rooms, CancellationToken cancellationToken)
    {
        var roomId = parameters.RequiredString("roomId");
        var room = await rooms.FindAsync(roomId, cancellationToken) ?? throw CommandExecution.NoAccess();
        return await execution.CheckAsync(new CommandCall(caller.User, room, parameters.String("params")?.Trim() ?? "", parameters.FirstString("tmid"), parameters.FirstString("triggerId")), cancellationToken);
    }

    private static ApiException NoPreview(string name) => ApiException.Invalid("error-command-without-preview", $"The command /{name} provides no preview", new { command = name });
}
