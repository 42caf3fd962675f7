using Microsoft.AspNetCore.Builder;

namespace Gantry.Tests.Infrastructure;

/// <summary>A whole standalone Gantry on a free port of the loopback address, over real HTTP and a real storage emulator.</summary>
internal sealed class GantryServer : IAsyncDisposable
{
    public const string AdminPassword = "admin-pass-1";

    private static readonly Lazy<Task<GantryServer>> Common = new(() => StartAsync());
    private static int _started;

    private readonly WebApplication _app;

    private GantryServer(WebApplication app)
    {
        _app = app;
        Url = new Uri(app.Urls.First());
        Http = new HttpClient { BaseAddress = Url };
    }

    /// <summary>The server that tests share; each test makes its own users, rooms and integrations on it.</summary>
    public static Task<GantryServer> SharedAsync() => Common.Value;

    public Uri Url { get; }

    /// <summary>A client without credentials.</summary>
    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a server of its own workspace.</summary>
    /// <param name="settings">Settings over the defaults of tests, such as <c>Hooks:MaxBodyBytes=1000</c>.</param>
    public static async Task<GantryServer> StartAsync(params string[] settings)
    {
        var prefix = $"t{Environment.ProcessId}x{Interlocked.Increment(ref _started)}";
        string[] defaults =
        [
            "--urls=http://127.0.0.1:0",
            $"--AzureWebJobsStorage={await Azurite.ConnectionStringAsync()}",
            $"--ADMIN_PASS={AdminPassword}",
            "--Identity:PasswordIterations=1000",

            "--API_Enable_Rate_Limiter=false",

            // Every test logs in as the same admin.
            "--Identity:MaxLoginTokens=1000",
            $"--Storage:Prefix={prefix}",
            $"--Storage:QueuePrefix={prefix}",
        ];
        var app = Program.Build([.. defaults, .. settings.Select(setting => "--" + setting)]);
        await app.StartAsync();
        return new GantryServer(app);
    }

    /// <summary>A client that is logged in as the admin.</summary>
    public Task<ApiClient> AdminAsync() => ApiClient.LoginAsync(this, "admin", AdminPassword);

    /// <summary>A client that is logged in as a new user with the given roles.</summary>
    public async Task<ApiClient> NewUserAsync(params string[] roles)
    {
        var admin = await AdminAsync();
        var name = Names.New("user");
        var user = new { username = name, name, email = name + "@example.org", password = "user-pass-1", roles = roles.Length > 0 ? roles : ["user"], verified = true };
        await admin.OkAsync(HttpMethod.Post, "users.create", user);
        return await ApiClient.LoginAsync(this, name, "user-pass-1");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
