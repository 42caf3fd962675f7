namespace Gantry.Functions.Hosting;

/// <summary><c>--health URL</c>: asks a running server how it is, for health checks of containers, whose image has no shell and no curl.</summary>
internal static class HealthProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Asks <c>/health</c> and prints the answer, or why there is none.</summary>
    /// <param name="url">The server's address.</param>
    /// <returns>The exit code: 0 at 200, else 1.</returns>
    public static async Task<int> RunAsync(string url)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri(new Uri(url), "/health"));
            Console.WriteLine(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or UriFormatException or ArgumentException)
        {
            await Console.Error.WriteLineAsync($"{url}/health: {exception.Message}");
            return 1;
        }
    }
}
