using Gantry.Functions.OAuth.Authorization;

namespace Gantry.Functions.OAuth.Pages;

/// <summary>What each form carries along: the app's request, which form it is, and the proof that this server made it.</summary>
internal static class HiddenFields
{
    public static Html For(AuthorizationRequest request, string form, string key) => Html.Join(
        request.ToFields().Append(new("form", form)).Append(new("token", FormToken.Create(key, form, request)))
            .Select(field => Html.Of($"""<input type="hidden" name="{field.Key}" value="{field.Value}">""")));
}
