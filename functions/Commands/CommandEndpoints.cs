using System.Text.Json.Nodes;
using Gantry.Functions.History;
using Gantry.Functions.Identity;
using Gantry.Functions.Integrations;
using Gantry.Functions.RateLimiting;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Commands;

/// <summary>The management API of slash commands (seed 000; <c>rocket-chat-behaviour.md</c> 4).</summary>
internal static class CommandEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static void MapCommands(this RouteGroupBuilder api)
    {
        api.MapPost("commands.create", CreateAsync).RequirePermission(CommandAccess.Any).LimitRate(RateLimitRule.Commands);
        api.MapPost("commands.update", UpdateAsync).RequirePermission(CommandAccess.Any).LimitRate(RateLimitRule.Commands);
        api.MapPost("commands.delete", DeleteAsync).RequirePermission(CommandAccess.Any).LimitRate(RateLimitRule.Commands);
        api.MapPost("commands.regenerateToken", RegenerateTokenAsync).RequirePermission(CommandAccess.Any).LimitRate(RateLimitRule.Commands);
        api.MapPost("commands.rotateSecret", RotateSecretAsync).RequirePermission(CommandAccess.Any).LimitRate(RateLimitRule.Commands);
        api.MapGet("commands.list", ListAsync).LimitRate(RateLimitRule.Commands);
        api.MapGet("commands.get", GetAsync).LimitRate(RateLimitRule.Commands);
        api.MapGet("commands.history", HistoryAsync).RequirePermission([.. CommandAccess.Any, "view-logs"]);
        api.MapCommandRuns();
    }

    private static async Task<IResult> CreateAsync(Caller caller, Parameters parameters, CommandDefinition definition, CommandStore store, CancellationToken cancellationToken)
    {
        var command = definition.Create(caller, parameters);
        await store.CreateAsync(command, cancellationToken);
        return Answer(command);
    }

    private static async Task<IResult> UpdateAsync(Caller caller, Parameters parameters, CommandDefinition definition, CommandStore store, CancellationToken cancellationToken) =>
        await ChangeAsync(caller, parameters, store, definition.Change(caller, parameters), cancellationToken);

    private static async Task<IResult> DeleteAsync(Caller caller, Parameters parameters, CommandStore store, CancellationToken cancellationToken)
    {
        var command = await FindAsync(caller, parameters.FirstString("commandId", "id"), store, cancellationToken);
        await store.RemoveAsync(command.Id, cancellationToken);
        return Answer(command);
    }

    private static async Task<IResult> RegenerateTokenAsync(Caller caller, Parameters parameters, CommandStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var (token, now, by) = (IntegrationDefinition.NewToken(), time.GetUtcNow(), new UserReference(caller.User.Id, caller.User.Username));
        return await ChangeAsync(caller, parameters, store, stored => stored with { Token = token, UpdatedAt = now, UpdatedBy = by }, cancellationToken);
    }

    private static async Task<IResult> RotateSecretAsync(
        Caller caller, Parameters parameters, CommandStore store, IOptions<IntegrationOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var rotation = SecretRotation.From(parameters, options.Value, time.GetUtcNow());
        var by = new UserReference(caller.User.Id, caller.User.Username);
        return await ChangeAsync(caller, parameters, store, Rotate, cancellationToken);

        Command Rotate(Command stored) => stored with { Secret = rotation.Secret, PreviousSecrets = rotation.Replace(stored.Secret, stored.PreviousSecrets), UpdatedAt = rotation.At, UpdatedBy = by };
    }

    // To who does not manage them, disabled commands are not there.
    private static async Task<IResult> ListAsync(Caller caller, Parameters parameters, CommandStore store, IOptions<RestOptions> options, CancellationToken cancellationToken)
    {
        var paging = Paging.From(parameters, options);
        var visible = (await store.GetAsync(cancellationToken)).Records.Values.Where(command => IsVisible(caller, command)).Select(command => CommandView.ToListed(caller, command))
            .Append(HelpCommand.ToNode()).OrderBy(NameOf, StringComparer.OrdinalIgnoreCase).ToList();
        var page = paging.Page(visible, (node, field) => field is "command" or "description" or "appId" ? node[field]?.GetValue<string>() : null);
        return Results.Ok(new { commands = page, appsLoaded = true, offset = paging.Offset, count = page.Count, total = visible.Count, success = true });

        static string NameOf(JsonObject node) => node["command"]!.GetValue<string>();
    }

    private static async Task<IResult> GetAsync(Caller caller, Parameters parameters, CommandStore store, CancellationToken cancellationToken)
    {
        if (parameters.FirstString("commandId", "id") is { } id) return Answer(await FindAsync(caller, id, store, cancellationToken));
        var name = parameters.RequiredString("command");
        if (HelpCommand.IsNamed(name)) return Results.Ok(new { command = HelpCommand.ToNode(), success = true });
        return await store.FindByNameAsync(name, cancellationToken) is { } command && IsVisible(caller, command)
            ? Results.Ok(new { command = CommandView.ToNode(caller, command), success = true })
            : throw ApiException.NotFound("error-command-not-found", $"There is no command in the system by the name of: {name}");
    }

    private static async Task<IResult> HistoryAsync(Caller caller, Parameters parameters, CommandStore store, HistoryStore history, IOptions<RestOptions> options, CancellationToken cancellationToken)
    {
        var command = (await store.GetAsync(cancellationToken)).Find(parameters.RequiredString("id"));
        if (command is null || (!CommandAccess.Manages(caller, command) && !caller.Has("view-logs"))) throw CommandRefusals.NoneFound();
        return await HistoryEndpoints.AnswerAsync(command.Id, parameters, history, options, cancellationToken);
    }

    private static async Task<IResult> ChangeAsync(Caller caller, Parameters parameters, CommandStore store, Func<Command, Command> change, CancellationToken cancellationToken)
    {
        var command = await FindAsync(caller, parameters.FirstString("commandId", "id"), store, cancellationToken);
        return Answer(await store.UpdateAsync(command.Id, change, cancellationToken) ?? throw CommandRefusals.NoneFound());
    }

    /// <summary>The command of an id; one that the caller may not manage is not there.</summary>
    private static async Task<Command> FindAsync(Caller caller, string? id, CommandStore store, CancellationToken cancellationToken)
    {
        if (id is null) throw ApiException.MissingKey("commandId");
        return (await store.GetAsync(cancellationToken)).Find(id) is { } command && CommandAccess.Manages(caller, command) ? command : throw CommandRefusals.NoneFound();
    }

    private static bool IsVisible(Caller caller, Command command) => command.Enabled || CommandAccess.Manages(caller, command);

    private static IResult Answer(Command command) => Results.Ok(new { command = CommandView.ToManaged(command), success = true });
}
