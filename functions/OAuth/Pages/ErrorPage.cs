using Gantry.Functions.OAuth.Authorization;
using Microsoft.AspNetCore.WebUtilities;

namespace Gantry.Functions.OAuth.Pages;

/// <summary>Tells the user what cannot be told to a client.</summary>
internal static class ErrorPage
{
    /// <summary>The request does not say for certain who asks or where to answer.</summary>
    public static HtmlPage For(OAuthException refusal) => new(
        refusal.Status,
        "This link does not work",
        Html.Of($"""
            <h1>This link does not work</h1>
            <p role="alert">{refusal.Message}</p>
            <p class="small">The app that sent you here made a mistake, or somebody changed the address. Go back and try again; if it happens again, tell whoever runs the app.</p>
            """));

    /// <summary>A form that did not come from our page, or from one that is outdated.</summary>
    public static HtmlPage ForStaleForm(AuthorizationRequest request) => new(
        StatusCodes.Status403Forbidden,
        "Please start again",
        Html.Of($"""
            <h1>Please start again</h1>
            <p role="alert">This form is no longer good: somebody logged in or out in between, or your browser does not keep cookies.</p>
            <p><a href="{QueryHelpers.AddQueryString("authorize", request.ToFields())}">Start again</a></p>
            """));
}
