using Gantry.Functions.Identity;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>The slice's routes: <c>chat.*</c>.</summary>
internal static class MessagesEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapMessages(this RouteGroupBuilder api)
    {
        api.MapPost("chat.postMessage", (Sending sending, Parameters parameters, Caller caller, CancellationToken token) => sending.PostAsync(parameters, caller, token));
        api.MapPost("chat.sendMessage", (Sending sending, Parameters parameters, Caller caller, CancellationToken token) => sending.SendAsync(parameters, caller, token));
        api.MapPost("chat.update", (MessageEditing editing, Parameters parameters, Caller caller, CancellationToken token) => editing.UpdateAsync(parameters, caller, token));
        api.MapPost("chat.delete", (MessageRemoval removal, Parameters parameters, Caller caller, CancellationToken token) => removal.DeleteAsync(parameters, caller, token));
        api.MapGet("chat.getMessage", GetAsync);
    }

    private static async Task<IResult> GetAsync(Parameters parameters, Caller caller, MessageChoice choice, MessageView view, CancellationToken cancellationToken) =>
        Results.Ok(new { message = view.ToNode((await choice.FindAsync(parameters, caller, cancellationToken)).Message), success = true });
}
