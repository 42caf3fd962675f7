using Gantry.Functions.Hosting;
using Gantry.Functions.Identity;
using Gantry.Functions.OAuth.Apps;
using Gantry.Functions.OAuth.Authorization;
using Gantry.Functions.OAuth.Scopes;
using Gantry.Functions.OAuth.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Gantry.Functions.OAuth;

/// <summary>What the slice adds to the application.</summary>
internal static class OAuthSetup
{
    /// <summary>Registers the OAuth server, and access tokens as a way to log in.</summary>
    public static WebApplicationBuilder AddOAuth(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddSettings<OAuthOptions>("OAuth");
        services.AddSingleton<OAuthAppStore>();
        services.AddSingleton<GrantStore>();
        services.AddSingleton<IRevocableAccess>(provider => provider.GetRequiredService<GrantStore>());
        services.AddSingleton<Issuer>();
        services.AddSingleton<OAuthLimit>();
        services.AddSingleton<BrowserSession>();
        services.AddSingleton<CodeIssue>();
        services.AddSingleton<AuthorizeEndpoint>();
        services.AddSingleton<ClientAuthentication>();
        services.AddSingleton<TokenIssue>();
        services.AddSingleton<TokenInspection>();
        services.AddSingleton<TokenEndpoints>();

        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, BearerAuthentication>(BearerAuthentication.SchemeName, null);
        services.Configure<AuthenticationSchemeOptions>(
            TokenAuthentication.SchemeName, options => options.ForwardDefaultSelector = context => BearerAuthentication.IsUsedBy(context.Request) ? BearerAuthentication.SchemeName : null);
        services.AddSingleton<IAuthorizationHandler, ScopeCheck>();
        return builder;
    }
}
