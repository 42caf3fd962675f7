using System.Text.Json.Nodes;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Messages;
using Gantry.Functions.Workspace.Uploads;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary><c>im.*</c>, also called <c>dm.*</c> (<c>rocket-chat-behaviour.md</c> 7.5). A direct room that the caller is not in does not exist for it.</summary>
internal sealed class DirectMessages(
    RoomStore rooms, MembershipStore memberships, UserStore users, DirectRooms direct, RoomMembers members, MessageLists messages, RoomFiles files, IOptions<RoomsOptions> options)
{
    public async Task<IResult> CreateAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        caller.Require("create-d");
        var names = parameters.FirstString("username") is { } one ? [one]
            : parameters.List("usernames") is { Count: > 0 } several ? several
            : throw ApiException.MissingKey("username");
        if (names.Count > options.Value.MaxAddedMembers) throw ApiException.Invalid("error-user-limit-exceeded", "User Limit Exceeded");
        List<User> participants = [];
        if (parameters.Bool("excludeSelf") is not true) participants.Add(caller.User);
        foreach (var name in names) participants.Add(await UserAsync(name, cancellationToken));
        var room = await direct.FindOrCreateAsync(participants, cancellationToken);
        var answer = new JsonObject { ["t"] = "d", ["rid"] = room.Id, ["_id"] = room.Id, ["usernames"] = RestJson.ToNode(room.Usernames), ["uids"] = RestJson.ToNode(room.Uids) };
        return Results.Ok(new JsonObject { ["room"] = answer, ["success"] = true });
    }

    public async Task<IResult> HistoryAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken) =>
        await messages.HistoryAsync(await RoomAsync(parameters, caller, cancellationToken), parameters, showReplies: false, cancellationToken);

    public async Task<IResult> MessagesAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken) =>
        await messages.MessagesAsync(await RoomAsync(parameters, caller, cancellationToken), parameters, cancellationToken);

    public async Task<IResult> FilesAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken) =>
        await files.ListAsync(await RoomAsync(parameters, caller, cancellationToken), parameters, cancellationToken);

    public async Task<IResult> MembersAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken) =>
        await members.ListAsync(await RoomAsync(parameters, caller, cancellationToken), parameters, cancellationToken);

    /// <summary>The direct room that a call names by <c>roomId</c> or the other's <c>username</c>.</summary>
    /// <exception cref="ApiException">400: it names none; 404: there is none that the caller is in.</exception>
    public async Task<Room> RoomAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        const string code = "error-room-param-not-provided";
        var id = parameters.FirstString("roomId") is { } roomId ? roomId
            : parameters.FirstString("username") is { } name ? DirectRooms.IdOf(caller.User.Id, (await UserAsync(name, cancellationToken)).Id)
            : throw new ApiException(400, code, $"Query param \"roomId\" or \"username\" is required [{code}]");
        return await rooms.FindAsync(id, cancellationToken) is { IsDirect: true } room && await memberships.FindAsync(room.Id, caller.User.Id, cancellationToken) is not null
            ? room
            : throw ApiException.NotFound("invalid-channel", "[invalid-channel]");
    }

    private async Task<User> UserAsync(string name, CancellationToken cancellationToken) =>
        (name.Length <= UserChoice.MaxLength ? await users.FindByUsernameAsync(name.TrimStart('@'), cancellationToken) : null)
        ?? throw ApiException.NotFound("error-invalid-user", "Invalid user [error-invalid-user]", new { method = "createDirectMessage" });
}
