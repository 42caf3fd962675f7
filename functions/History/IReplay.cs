using System.Text.Json.Nodes;
using Gantry.Functions.Integrations;
using Gantry.Functions.Rest;

namespace Gantry.Functions.History;

/// <summary>Does again what an entry of the history tells, for one type of integration.</summary>
internal interface IReplay
{
    /// <summary>The type.</summary>
    string Type { get; }

    /// <summary>Does it, on what is stored, with today's integration.</summary>
    /// <param name="integration">The integration.</param>
    /// <param name="entry">The entry as <see cref="HistoryStore.FindAsync"/> gives it.</param>
    /// <param name="parameters"><c>dry</c>: only show what would happen; <c>script</c>: with this script instead of the integration's, dry only.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The fields of the answer.</returns>
    /// <exception cref="ApiException">It cannot be done again.</exception>
    Task<JsonObject> ReplayAsync(Integration integration, JsonObject entry, Parameters parameters, CancellationToken cancellationToken);
}
