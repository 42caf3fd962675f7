using System.Collections.Concurrent;
using Gantry.Functions.Rest;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity.Bulk;

/// <summary>
/// <c>users.bulkCreate</c> (seed 002): a form with a file <c>csv</c>. A line is a user of its own, made in one transaction or not at all, and the report says
/// which; after a crash the same file may be sent again: what is there already is told as taken.
/// </summary>
internal static class BulkCreation
{
    private const int MaxAtOnce = 8;

    /// <summary>Makes the users of the file while it is read.</summary>
    public static async Task<IResult> CreateAsync(HttpContext context, Caller caller, UserStore users, RoleStore roles, IOptions<IdentityOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var known = await roles.GetAsync(cancellationToken);
        await foreach (var part in Multipart.ReadAsync(context.Request, cancellationToken))
        {
            if (part.Name != "csv") continue;
            var results = new ConcurrentBag<BulkResult>();
            var lines = new BulkFile(part.Body, options.Value).ReadAsync(cancellationToken);
            var degree = new ParallelOptions { MaxDegreeOfParallelism = MaxAtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(lines, degree, async (line, _) => results.Add(await CreateAsync(line, caller, users, known, options.Value, time, cancellationToken)));
            var report = results.OrderBy(result => result.Line).ToList();
            return Results.Ok(new { users = report, created = report.Count(result => result.Success), failed = report.Count(result => !result.Success), success = true });
        }

        throw ApiException.MissingKey("csv");
    }

    private static async Task<BulkResult> CreateAsync(BulkLine line, Caller caller, UserStore users, RoleTable roles, IdentityOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var username = line.Fields.FirstString("username");
        try
        {
            if (line.Fault is not null) throw line.Fault;
            var user = UserCreation.Make(line.Fields, caller, roles, options, time.GetUtcNow());
            await users.CreateAsync(user, cancellationToken);
            return new BulkResult(line.Number, user.Username, Success: true, user.Id);
        }
        catch (ApiException refusal)
        {
            return new BulkResult(line.Number, username, Success: false, Error: refusal.Message, ErrorType: refusal.ErrorType, Details: refusal.Details);
        }
    }
}
