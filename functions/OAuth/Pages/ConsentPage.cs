using Gantry.Functions.OAuth.Authorization;
using Gantry.Functions.OAuth.Scopes;

namespace Gantry.Functions.OAuth.Pages;

/// <summary>Asks the user whether an app may do what it asks for.</summary>
internal static class ConsentPage
{
    /// <summary>The name of the form.</summary>
    public const string Form = "consent";

    /// <summary>The page for a request.</summary>
    public static HtmlPage For(AuthorizationRequest request, Session session)
    {
        var scopes = Html.Join(request.Scopes.Select(scope => Html.Of($"<li>{Scope.Descriptions[scope]}</li>\n")));
        var user = session.User;
        var body = Html.Of($"""
            <h1>Allow <strong>{request.App.Name}</strong>?</h1>
            <p>This app wants to use Gantry as <strong>{user.Username}</strong>. It will be able to:</p>
            <ul role="list">
            {scopes}</ul>
            <form method="post" action="authorize">
            {HiddenFields.For(request, Form, session.Token)}
            <div class="buttons">
            <button class="main" name="action" value="allow">Allow</button>
            <button name="action" value="deny">Deny</button>
            </div>
            <p class="small">Either way you go back to <strong>{new Uri(request.Client.RedirectUri).Authority}</strong>. Allow it only if you trust this app and came from there.</p>
            <p class="small">Not {user.Username}? <button class="link" name="action" value="logout">Use another account</button></p>
            </form>
            """);
        return new HtmlPage(StatusCodes.Status200OK, $"Allow {request.App.Name}?", body, request.Client.RedirectUri);
    }
}
