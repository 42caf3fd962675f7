using Gantry.Functions.Hosting;
using Gantry.Functions.Rest.OpenApi;

namespace Gantry.Functions.Rest;

/// <summary>The conventions that every route under <c>/api/v1</c> shares.</summary>
internal static class RestSetup
{
    /// <summary>Registers the limits and the JSON conventions.</summary>
    public static WebApplicationBuilder AddRest(this WebApplicationBuilder builder)
    {
        builder.AddSettings<RestOptions>("Rest");
        builder.Services.ConfigureHttpJsonOptions(options => RestJson.Configure(options.SerializerOptions));
        builder.Services.AddSingleton<OpenApiDocument>();
        return builder;
    }

    /// <summary>The group <c>/api/v1</c>: callers have to be logged in unless a route says otherwise; what does not exist is a 404 in the API's own shape.</summary>
    public static RouteGroupBuilder MapRest(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1");
        api.RequireAuthorization();
        api.AddEndpointFilter(static (context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return next(context);
        });
        api.MapFallback("{*path}", static (HttpContext context) =>
            ErrorAnswers.For(ApiException.NotFound("error-endpoint-not-found", $"Resource not found: {context.Request.Method} {context.Request.Path}"))).AllowAnonymous();
        api.MapGet("info", InfoEndpoints.Get).AllowAnonymous();
        api.MapGet("openapi.json", (OpenApiDocument document) => document.Get()).AllowAnonymous();
        routes.MapGet("/api/info", InfoEndpoints.Get);
        return api;
    }
}
