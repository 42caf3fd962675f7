using System.Text.Json.Nodes;

namespace Gantry.Functions.Outgoing;

/// <summary>An event that triggers integrations, as it lies in the outbox.</summary>
/// <param name="Id">The event's id; those of its history entries are derived from it.</param>
/// <param name="Name">The event.</param>
/// <param name="At">When.</param>
/// <param name="Targets">Whom it triggers.</param>
/// <param name="Data">The payload without what differs between integrations.</param>
internal sealed record OutboxEvent(string Id, string Name, DateTimeOffset At, IReadOnlyList<EventTarget> Targets, JsonObject Data);

/// <summary>Where an outbox row lies: beside what happened.</summary>
/// <param name="Table">The table, without prefix.</param>
/// <param name="Partition">The partition, encoded.</param>
internal readonly record struct OutboxPlace(string Table, string Partition);
