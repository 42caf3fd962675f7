using System.Runtime.InteropServices;
using Gantry.Functions.Hosting;
using Gantry.Functions.Identity;

namespace Gantry.Functions.Rest;

/// <summary><c>/api/info</c> and <c>/api/v1/info</c> (<c>rocket-chat-behaviour.md</c> 7.8): the version for everybody, the build for who is logged in.</summary>
internal static class InfoEndpoints
{
    private static readonly string Short = HealthEndpoint.Version[..HealthEndpoint.Version.LastIndexOf('.')];

    /// <summary>Answers.</summary>
    public static IResult Get(HttpContext context)
    {
        if (context.Features.Get<Caller>() is null) return Results.Ok(new { version = Short, success = true });
        var build = new
        {
            arch = RuntimeInformation.OSArchitecture.ToString(),
            platform = RuntimeInformation.OSDescription,
            runtime = RuntimeInformation.FrameworkDescription,
            cpus = Environment.ProcessorCount,
        };
        return Results.Ok(new { version = Short, info = new { version = HealthEndpoint.Version, build }, success = true });
    }
}
