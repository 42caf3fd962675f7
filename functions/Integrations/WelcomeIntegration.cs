using Gantry.Functions.Hosting;
using Gantry.Functions.Identity;

namespace Gantry.Functions.Integrations;

/// <summary>
/// On the local emulator only: an incoming integration into <c>#general</c>, so that the start can print a command that posts a message as pasted.
/// Once removed it stays removed, and the start prints a login instead.
/// </summary>
internal sealed class WelcomeIntegration(IntegrationStore integrations, UserStore users, StorageConnection connection, Microsoft.Extensions.Options.IOptions<WorkspaceOptions> workspace, TimeProvider time)
    : ISeed
{
    private const string Id = "welcome";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!connection.IsDevelopment || (await integrations.GetAsync(cancellationToken)).Find(Id) is not null) return;
        var admin = await users.FindByUsernameAsync(workspace.Value.AdminUsername, cancellationToken);
        var now = time.GetUtcNow();
        var welcome = new Integration
        {
            Id = Id,
            Type = Integration.Incoming,
            Name = "Welcome",
            Enabled = true,
            Username = User.RocketCat,
            UserId = User.RocketCat,
            Channel = ["#general"],
            Token = IntegrationDefinition.NewToken(),
            OverrideDestinationChannelEnabled = false,
            CreatedAt = now,
            CreatedBy = new UserReference(admin?.Id ?? User.RocketCat, admin?.Username ?? User.RocketCat),
            UpdatedAt = now,
        };
        await integrations.CreateAsync(welcome, cancellationToken);
    }

    /// <summary>The command to paste.</summary>
    public async Task<string?> GetCommandAsync(string url, CancellationToken cancellationToken)
    {
        var welcome = connection.IsDevelopment ? (await integrations.GetAsync(cancellationToken)).Find(Id) : null;
        return welcome is { Enabled: true, Token: { } token }
            ? $"Post a message into #general:\n  curl {url}/hooks/{Id}/{token} -H 'Content-Type: application/json' -d '{{\"text\":\"Hello from curl\"}}'"
            : $"Log in:\n  curl {url}/api/v1/login -H 'Content-Type: application/json' -d '{{\"user\":\"{workspace.Value.AdminUsername}\",\"password\":\"YOUR-PASSWORD\"}}'";
    }
}
