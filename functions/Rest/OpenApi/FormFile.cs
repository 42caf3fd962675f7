namespace Gantry.Functions.Rest.OpenApi;

/// <summary>The file that a route takes in a multipart form, as metadata for the OpenAPI document.</summary>
/// <param name="Field">The form's field.</param>
internal sealed record FormFile(string Field);

/// <summary>How a route states its file.</summary>
internal static class FormFileMetadata
{
    /// <summary>Says that a route takes a file in a field of a form.</summary>
    public static TBuilder TakesFile<TBuilder>(this TBuilder route, string field)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new FormFile(field));
}
