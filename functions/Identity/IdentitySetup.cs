using Gantry.Functions.Hosting;
using Gantry.Functions.Identity.Accounts;
using Gantry.Functions.Identity.Jwt;
using Gantry.Functions.Identity.Ldap;
using Gantry.Functions.Identity.Methods;
using Gantry.Functions.Purge;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Gantry.Functions.Identity;

/// <summary>What the slice adds to the application.</summary>
internal static class IdentitySetup
{
    /// <summary>Registers users, tokens, permissions and the authentication scheme.</summary>
    public static WebApplicationBuilder AddIdentity(this WebApplicationBuilder builder)
    {
        builder.AddSettings<IdentityOptions>("Identity");
        builder.AddSettings<JwtOptions>("Jwt");
        builder.AddSettings<LdapOptions>("Ldap");
        builder.Services.AddSingleton<UserStore>();
        builder.Services.AddSingleton<TokenStore>();
        builder.Services.AddSingleton<IRevocableAccess>(services => services.GetRequiredService<TokenStore>());
        builder.Services.AddSingleton<Permissions>();
        builder.Services.AddSingleton<UserView>();
        builder.Services.AddSingleton<RoleStore>();
        builder.Services.AddSingleton<Login>();
        builder.Services.AddSingleton<ExternalUsers>();
        builder.Services.AddSingleton<JwtLogin>();
        builder.Services.AddSingleton<LdapDirectory>();
        builder.Services.AddSingleton<LdapLogin>();
        builder.Services.AddSingleton<PasswordCheck>();
        builder.Services.AddSingleton<PushTokens>();
        builder.Services.AddSingleton<MethodCall>();
        builder.Services.AddAvatars();
        builder.Services.AddSingleton<UserChange>();
        builder.Services.AddSingleton<IPurgeSubject, UserRemoval>();
        builder.Services.AddSingleton<ISeed, SeedUsers>();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<IAuthorizationHandler, RequiredPermissionCheck>();

        // Not AddAuthentication, which makes data-protection keys at the start that nothing here uses.
        builder.Services.AddWebEncoders();
        builder.Services.AddAuthenticationCore(options => options.DefaultScheme = TokenAuthentication.SchemeName);
        new AuthenticationBuilder(builder.Services).AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, null);
        builder.Services.AddAuthorization();
        return builder;
    }
}
