using System.Security.Cryptography;
using System.Text;
using Gantry.Functions.Rest;
using Gantry.Functions.Workspace.Administration;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity.Accounts;

/// <summary>
/// <c>users.register</c> and <c>users.forgotPassword</c> (<c>rocket-chat-behaviour.md</c> 7.2). Registration is off until an admin opens it
/// (<c>Accounts_RegistrationForm</c>): whoever may register may post.
/// </summary>
internal static class Registration
{
    /// <summary>Makes a user for somebody who is not logged in.</summary>
    public static async Task<IResult> RegisterAsync(
        Parameters parameters, HttpContext context, UserStore users, WorkspaceSettings settings, IOptions<IdentityOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (context.Features.Get<Caller>() is not null) throw new ApiException(400, "error-invalid-user", "Logged in users can not register again.");
        var values = await settings.GetAsync(cancellationToken);
        RequireOpen(values, parameters.String("secret"));
        var (username, email, password) = (parameters.RequiredString("username"), parameters.RequiredString("email"), parameters.RequiredString("pass"));
        var now = time.GetUtcNow();
        var fields = new UserFields
        {
            Username = UserRules.Username(username),
            Email = UserRules.Email(email),
            Name = parameters.FirstString("name") is { } name ? UserRules.Name(name) : null,
            Active = !values.IsOn("Accounts_ManuallyApproveNewUsers"),
            CustomFields = UserFields.ReadCustomFields(parameters),
            PasswordHash = UserFields.Hash(password, options.Value),
        };
        var user = fields.ApplyTo(new User { Id = RandomId.New(), Username = username, CreatedAt = now }, now);
        await users.CreateAsync(user, cancellationToken);
        return Results.Ok(new { user = UserView.Full(user), success = true });
    }

    /// <summary>Refuses: there is no mail to send a link by, and a reset without proof of the address would give the account away.</summary>
    public static IResult ForgotPassword(Parameters parameters)
    {
        if (parameters.FirstString("email") is null) throw new ApiException(400, "invalid-params", "The 'email' param is required", new { key = "email" });
        throw new ApiException(403, "error-not-allowed", "Password reset is not enabled");
    }

    private static void RequireOpen(SettingValues values, string? secret)
    {
        var form = values.Text("Accounts_RegistrationForm");
        if (form == "Public") return;
        if (form == "Disabled") throw new ApiException(403, "error-user-registration-disabled", "User registration is disabled [error-user-registration-disabled]");
        var expected = values.Text("Accounts_RegistrationForm_SecretURL");
        var isRight = expected.Length > 0 && secret is not null && CryptographicOperations.FixedTimeEquals(Digest(secret), Digest(expected));
        if (!isRight) throw new ApiException(403, "error-user-registration-secret", "User registration is only allowed via Secret URL [error-user-registration-secret]");
    }

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
