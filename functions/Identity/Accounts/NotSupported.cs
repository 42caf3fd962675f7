namespace Gantry.Functions.Identity.Accounts;

/// <summary>Calls that Rocket.Chat has and that nothing here stands behind: 501 with the reason, in place of a success that would be none.</summary>
internal static class NotSupported
{
    /// <summary>Maps them.</summary>
    public static void MapNotSupported(this RouteGroupBuilder api)
    {
        Map(api, "GET", "users.requestDataDownload", "There is no export of a user's data; rooms and messages are read through channels.history, groups.history and im.history.");
        Map(api, "POST", "users.sendConfirmationEmail", "There is no mail; an admin sets an address verified by users.update.");
        Map(api, "POST", "users.resetE2EKey", "There is no end-to-end encryption.");
        Map(api, "POST", "users.resetTOTP", "There are no one-time passwords.");
    }

    /// <summary>The refusal.</summary>
    public static ApiException Refusal(string reason) => new(501, "error-not-supported", $"{reason} [error-not-supported]");

    private static void Map(RouteGroupBuilder api, string method, string path, string reason) => api.MapMethods(path, [method], IResult () => throw Refusal(reason));
}
