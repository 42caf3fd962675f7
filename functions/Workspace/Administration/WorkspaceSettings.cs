using System.Text.Json;
using Gantry.Functions.Rest;
using Gantry.Shared.Storage.Snapshots;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Workspace.Administration;

/// <summary>The workspace's settings: what is defined, and over it what was changed. Reading costs nothing (<see cref="Snapshot{T}"/>).</summary>
internal sealed class WorkspaceSettings(StorageAccount storage, SettingCatalogue catalogue, IOptions<SnapshotOptions> options, TimeProvider time) : IDisposable
{
    private readonly Snapshot<Setting> _changed = new(storage.Table("config"), "settings", options.Value, time, RestJson.Options);

    /// <summary>The settings as they are now, give or take <c>Snapshot:RefreshSeconds</c>.</summary>
    public async ValueTask<SettingValues> GetAsync(CancellationToken cancellationToken) => new(catalogue, await _changed.GetAsync(cancellationToken));

    /// <summary>Changes a setting.</summary>
    /// <exception cref="ApiException">404: there is none of that name; else as <see cref="SettingDefinition.Check"/>.</exception>
    public async Task ChangeAsync(string id, JsonElement value, CancellationToken cancellationToken)
    {
        (catalogue.All.GetValueOrDefault(id) ?? throw SettingValues.Unknown(id)).Check(value);
        await _changed.ChangeAsync(_ => SnapshotChange<Setting>.Write(id, new Setting(id, value, time.GetUtcNow())), cancellationToken);
    }

    public void Dispose() => _changed.Dispose();
}

/// <summary>The settings at one moment.</summary>
internal sealed class SettingValues(SettingCatalogue catalogue, SnapshotState<Setting> changed)
{
    /// <summary>All definitions, by id.</summary>
    public IEnumerable<SettingDefinition> Definitions => catalogue.All.Values.OrderBy(definition => definition.Id, StringComparer.Ordinal);

    /// <summary>The value of a setting.</summary>
    public JsonElement Value(string id) => Changed(id)?.Value ?? catalogue.All[id].Default;

    /// <summary>Whether a switch is on.</summary>
    public bool IsOn(string id) => Value(id).GetBoolean();

    /// <summary>The value of a text.</summary>
    public string Text(string id) => Value(id).GetString()!;

    /// <summary>When a setting was changed; null if nobody did.</summary>
    public DateTimeOffset? UpdatedAt(string id) => Changed(id)?.UpdatedAt;

    /// <summary>There is no such setting.</summary>
    public static ApiException Unknown(string id) => ApiException.NotFound("error-invalid-setting", $"There is no setting {id} [error-invalid-setting]", new { setting = id });

    // What was stored once and is read-only by now does not count.
    private Setting? Changed(string id) => catalogue.All[id].IsReadOnly ? null : changed.Find(id);
}
