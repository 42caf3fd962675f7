using Gantry.Functions.Rest;

namespace Gantry.Functions.Workspace.Rooms;

/// <summary>The parameter <c>updatedSince</c>, which each call refuses in its own words.</summary>
internal static class UpdatedSince
{
    /// <summary>The instant; null if it is left out.</summary>
    /// <exception cref="ApiException">400: it is no date.</exception>
    public static DateTimeOffset? Of(Parameters parameters, string code, string refusal)
    {
        try
        {
            return parameters.Date("updatedSince");
        }
        catch (ApiException malformed) when (malformed.Status == 400)
        {
            throw new ApiException(400, code, refusal);
        }
    }
}
