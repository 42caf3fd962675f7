using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Playwright;

namespace Gantry.Tests.OAuth;

/// <summary>The pages in a real browser: labels and roles are found as a screen reader finds them, and the browser enforces the policies itself.</summary>
public sealed class BrowserTests
{
    [BrowserFact]
    public async Task A_user_logs_in_and_allows_with_scripts_switched_off()
    {
        var (driver, site, app) = await NewAsync();
        await using var owned = site;
        await using var context = await Chromium.NewContextAsync(isScriptEnabled: false);
        var page = await OpenAsync(context, driver, app);
        await page.GetByLabel("User name or email").FillAsync("admin");
        await page.GetByLabel("Password").FillAsync(GantryServer.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Allow" }).WaitForAsync();
        Assert.Equal(1, await page.GetByRole(AriaRole.Listitem).CountAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();
        await page.WaitForURLAsync(site.Callback + "?**", new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(page).ToHaveTitleAsync("Back at the client");
        var answer = QueryHelpers.ParseQuery(new Uri(page.Url).Query);
        Assert.Equal("xyz", answer["state"].ToString());
        await OAuthDriver.OkAsync(driver.RedeemAsync(app, answer["code"].ToString()));
    }

    [BrowserFact]
    public async Task The_keyboard_alone_is_enough_to_log_in_and_deny()
    {
        var (driver, site, app) = await NewAsync();
        await using var owned = site;
        await using var context = await Chromium.NewContextAsync();
        var page = await OpenAsync(context, driver, app);
        await Assertions.Expect(page.GetByLabel("User name or email")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("admin");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(GantryServer.AdminPassword);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Deny" }).WaitForAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Allow" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Deny" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(site.Callback + "?**", new() { WaitUntil = WaitUntilState.Commit });
        Assert.Contains("error=access_denied", page.Url, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_wrong_password_is_announced_and_the_form_is_there_again()
    {
        var (driver, site, app) = await NewAsync();
        await using var owned = site;
        await using var context = await Chromium.NewContextAsync();
        var page = await OpenAsync(context, driver, app);
        await page.GetByLabel("User name or email").FillAsync("admin");
        await page.GetByLabel("Password").FillAsync("wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        Assert.Equal("The user name or the password is wrong.", await page.GetByRole(AriaRole.Alert).InnerTextAsync());
        await Assertions.Expect(page.GetByLabel("Password")).ToHaveAttributeAsync("aria-describedby", "problem");
        await Assertions.Expect(page.GetByLabel("User name or email")).ToHaveValueAsync("admin");
    }

    [BrowserFact]
    public async Task The_pages_are_styled_and_break_no_rule_of_their_own()
    {
        var (driver, site, app) = await NewAsync();
        await using var owned = site;
        await using var context = await Chromium.NewContextAsync();
        var page = await context.NewPageAsync();
        List<string> complaints = [];
        page.Console += (_, message) => complaints.Add(message.Text);
        await page.GotoAsync(Address(driver, app));
        Assert.Equal("416px", await page.EvalOnSelectorAsync<string>("main", "main => getComputedStyle(main).width"));
        var light = await BackAsync(page);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.NotEqual(light, await BackAsync(page));
        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task Another_site_cannot_frame_the_pages()
    {
        var (driver, site, app) = await NewAsync();
        await using var owned = site;
        await using var context = await Chromium.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(site.Url, "/frame?address=" + Uri.EscapeDataString(Address(driver, app))).ToString());
        await Eventually.TrueAsync(() => Task.FromResult(page.Frames is [_, { Url: not "" and not "about:blank" }]));
        Assert.StartsWith("chrome-error:", page.Frames[1].Url, StringComparison.Ordinal);
    }

    private static Task<string> BackAsync(IPage page) => page.EvalOnSelectorAsync<string>("body", "body => getComputedStyle(body).backgroundColor");

    private static async Task<(OAuthDriver Driver, ClientSite Site, ClientApp App)> NewAsync()
    {
        var driver = await OAuthDriver.SharedAsync();
        var site = await ClientSite.StartAsync();
        return (driver, site, await driver.NewAppAsync("public", site.Callback));
    }

    private static async Task<IPage> OpenAsync(IBrowserContext context, OAuthDriver driver, ClientApp app)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(Address(driver, app));
        return page;
    }

    private static string Address(OAuthDriver driver, ClientApp app) => QueryHelpers.AddQueryString(new Uri(driver.Server.Url, "/oauth/authorize").ToString(), app.Request(("scope", "chat:write")));
}
