using System.Text.Json;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Rooms;

namespace Gantry.Functions.Workspace.Messages;

/// <summary>
/// <c>chat.reportMessage</c>: the report lies beside the message, in the row <c>q|message|user</c>, with what the message said then. Reporting again
/// replaces one's own report.
/// </summary>
internal sealed class MessageReports(MessageStore store, MessageChoice choice, TimeProvider time)
{
    private const int MaxLength = 1_000;

    /// <summary>Keeps a report.</summary>
    public async Task<IResult> ReportAsync(Parameters parameters, Caller caller, CancellationToken cancellationToken)
    {
        MessageChoice.RequireId(parameters);
        var description = parameters.RequiredString("description");
        if (description.Length > MaxLength) throw ApiException.Invalid("error-invalid-description", $"A description has at most {MaxLength} characters");
        var chosen = await choice.FindAsync(parameters, caller, cancellationToken);
        var (message, set) = (chosen.Message, MessageStore.NewSet(chosen.Room.Id, added: 0));
        var report = new Report(message.Id, message.Msg.Length > MaxLength ? message.Msg[..MaxLength] : message.Msg, message.U, RoomUser.Of(caller.User), description, time.GetUtcNow());
        set.Put(JsonRow.Create(set.PartitionKey, $"q|{MessageIndex.Part(chosen.Stored.RowKey)}|{StorageKey.Encode(caller.User.Id)}", JsonSerializer.Serialize(report, RestJson.Options)));
        await store.Writer.CommitAsync(set, cancellationToken);
        return Results.Ok(new { success = true });
    }

    private sealed record Report(string MessageId, string Msg, RoomUser U, RoomUser ReportedBy, string Description, DateTimeOffset Ts);
}
