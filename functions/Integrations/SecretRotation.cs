using Gantry.Functions.Rest;
using Gantry.Shared.Security.Signatures;

namespace Gantry.Functions.Integrations;

/// <summary>The replacement of a signing secret: the old one keeps signing beside the new one for some hours.</summary>
/// <param name="Secret">The new secret.</param>
/// <param name="At">When.</param>
/// <param name="OverlapHours">How long the old one signs; 0 ends it and all before it at once.</param>
/// <param name="MaxPrevious">Replaced secrets that may sign at the same time.</param>
internal sealed record SecretRotation(string Secret, DateTimeOffset At, int OverlapHours, int MaxPrevious)
{
    private const int MaxOverlapHours = 168;

    /// <summary>The rotation that a call asks for with <c>overlapHours</c>.</summary>
    /// <exception cref="ApiException">422: the hours are out of range.</exception>
    public static SecretRotation From(Parameters parameters, IntegrationOptions options, DateTimeOffset now)
    {
        var hours = parameters.Int("overlapHours") ?? options.SecretOverlapHours;
        if (hours is < 0 or > MaxOverlapHours) throw ApiException.Invalid("error-invalid-overlap", $"Invalid overlapHours: 0 to {MaxOverlapHours}");
        return new SecretRotation(StandardWebhooks.NewSecret(), now, hours, options.MaxPreviousSecrets);
    }

    /// <summary>The secrets that sign beside the new one; null for none.</summary>
    /// <exception cref="ApiException">422: too many overlap.</exception>
    public IReadOnlyList<PreviousSecret>? Replace(string? current, IReadOnlyList<PreviousSecret>? previous)
    {
        List<PreviousSecret> kept = OverlapHours == 0 || current is null ? [] : [new(current, At.AddHours(OverlapHours)), .. Unexpired(previous, At)];
        if (kept.Count > MaxPrevious)
            throw ApiException.Invalid("error-too-many-secrets", $"{MaxPrevious} earlier secrets still sign; the first of them ends at {kept.Skip(1).Min(old => old.ExpiresAt):u}");
        return kept.Count > 0 ? kept : null;
    }

    /// <summary>Those that still sign.</summary>
    public static IEnumerable<PreviousSecret> Unexpired(IReadOnlyList<PreviousSecret>? previous, DateTimeOffset now) => (previous ?? []).Where(old => old.ExpiresAt > now);
}
