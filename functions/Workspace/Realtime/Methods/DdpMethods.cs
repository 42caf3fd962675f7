using System.Text.Json.Nodes;
using Gantry.Functions.Workspace.Realtime.Ddp;

namespace Gantry.Functions.Workspace.Realtime.Methods;

/// <summary>The methods (<c>rocket-chat-behaviour.md</c> 8.5). Each is a call of the REST API in DDP's words, so that the same rules hold.</summary>
internal sealed class DdpMethods
{
    private readonly DdpLogin _login;
    private readonly DdpLimits _limits;
    private readonly Dictionary<string, Func<DdpCall, CancellationToken, Task<JsonNode?>>> _methods;

    public DdpMethods(DdpLogin login, DdpLimits limits, MessageMethods messages, RoomMethods rooms, NoticeMethods notices, WorkspaceMethods workspace)
    {
        (_login, _limits) = (login, limits);
        _methods = new(StringComparer.Ordinal)
        {
            ["sendMessage"] = messages.SendAsync,
            ["slashCommand"] = messages.RunCommandAsync,
            ["updateMessage"] = messages.UpdateAsync,
            ["deleteMessage"] = messages.DeleteAsync,
            ["loadHistory"] = messages.LoadHistoryAsync,
            ["getRoomIdByNameOrId"] = rooms.GetIdAsync,
            ["getRoomNameById"] = rooms.GetNameAsync,
            ["createDirectMessage"] = rooms.CreateDirectAsync,
            ["joinRoom"] = rooms.JoinAsync,
            ["leaveRoom"] = rooms.LeaveAsync,
            ["rooms/get"] = rooms.GetRoomsAsync,
            ["subscriptions/get"] = rooms.GetSubscriptionsAsync,
            ["stream-notify-room"] = notices.SendAsync,
            ["getUserRoles"] = (_, token) => workspace.GetUserRolesAsync(token),
            ["public-settings/get"] = (call, _) => Task.FromResult<JsonNode?>(workspace.GetPublicSettings(call)),
            ["permissions/get"] = workspace.GetPermissionsAsync,

            // Who is there is not kept, so there is nothing to note.
            ["UserPresence:online"] = static (_, _) => Task.FromResult<JsonNode?>(null),
            ["UserPresence:away"] = static (_, _) => Task.FromResult<JsonNode?>(null),
        };
    }

    /// <summary>Calls a method.</summary>
    /// <returns>Its result; null for none.</returns>
    /// <exception cref="DdpException">404: there is no such method.</exception>
    /// <exception cref="ApiException">As the endpoint refuses; 401: nobody is logged in; 429: too many calls.</exception>
    public async Task<JsonNode?> CallAsync(DdpCall call, CancellationToken cancellationToken)
    {
        if (call.Method == "login") return await _login.LoginAsync(call.Session, call[0], cancellationToken);
        if (call.Method == "logout") return await _login.LogoutAsync(call.Session, cancellationToken);
        if (!_methods.TryGetValue(call.Method, out var method)) throw DdpException.NotFound("Method", call.Method);
        var caller = await call.Session.Identity.RequireAsync(cancellationToken);
        await _limits.AdmitAsync(caller, call.Method, cancellationToken);
        return Ejson.WithDates(await method(call with { Caller = caller }, cancellationToken));
    }
}
