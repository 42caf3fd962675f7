using Gantry.Functions.OAuth.Authorization;

namespace Gantry.Functions.OAuth.Pages;

/// <summary>Asks for name and password, so that the user can decide about an app.</summary>
internal static class LoginPage
{
    /// <summary>The name of the form.</summary>
    public const string Form = "login";

    /// <summary>The page for a request.</summary>
    /// <param name="request">What the app asks for.</param>
    /// <param name="key">What ties the form to this browser.</param>
    /// <param name="problem">What went wrong before; null for nothing.</param>
    /// <param name="name">The name that was entered before.</param>
    /// <param name="status">HTTP status where something went wrong.</param>
    public static HtmlPage For(AuthorizationRequest request, string key, string? problem = null, string? name = null, int status = StatusCodes.Status422UnprocessableEntity)
    {
        var alert = problem is null ? Html.Empty : Html.Of($"""<p class="problem" id="problem" role="alert">{problem}</p>""");
        var described = problem is null ? Html.Empty : Html.Of($""" aria-describedby="problem" aria-invalid="true" """);
        var focus = Html.Of($" autofocus");
        var body = Html.Of($"""
            <h1>Log in to Gantry</h1>
            <p>to continue to <strong>{request.App.Name}</strong></p>
            {alert}
            <form method="post" action="authorize">
            {HiddenFields.For(request, Form, key)}
            <label for="username">User name or email</label>
            <input id="username" name="username" type="text" autocomplete="username" autocapitalize="none" spellcheck="false" required{(name is null ? focus : Html.Empty)}{described} value="{name}">
            <label for="password">Password</label>
            <input id="password" name="password" type="password" autocomplete="current-password" required{(name is null ? Html.Empty : focus)}{described}>
            <div class="buttons">
            <button class="main" name="action" value="login">Log in</button>
            <button name="action" value="deny" formnovalidate>Cancel</button>
            </div>
            </form>
            """);
        return new HtmlPage(problem is null ? StatusCodes.Status200OK : status, "Log in", body, request.Client.RedirectUri);
    }
}
