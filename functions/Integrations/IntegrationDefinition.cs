using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Scripting;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Integrations;

/// <summary>Makes and changes integrations from what a call says: reads the fields, then checks them and what they refer to.</summary>
internal sealed class IntegrationDefinition(IntegrationReferences references, IOptions<IntegrationOptions> options, TimeProvider time)
{
    private const int TokenLength = 48;

    /// <summary>A new token, of the length that Rocket.Chat's have.</summary>
    public static string NewToken() => RandomId.Secret(TokenLength);

    /// <summary>A type that does not exist.</summary>
    public static ApiException InvalidType() => new(400, "error-invalid-integration-type", "Invalid integration type.");

    /// <summary>A new integration; what seed 002's short examples leave out gets a default: the caller posts, into <c>#general</c>, without script.</summary>
    /// <exception cref="ApiException">400, 403 or 422: see <see cref="IntegrationFields"/>, <see cref="IntegrationRules"/> and <see cref="IntegrationReferences"/>.</exception>
    public async Task<Integration> CreateAsync(Caller caller, Parameters parameters, CancellationToken cancellationToken)
    {
        var type = parameters.RequiredString("type");
        if (type is not (Integration.Incoming or Integration.Outgoing)) throw InvalidType();
        IntegrationAccess.RequireCreate(caller, type);
        var name = parameters.RequiredString("name");
        if (parameters.Bool("enabled") is not { } enabled) throw ApiException.MissingKey("enabled");
        var now = time.GetUtcNow();
        var blank = new Integration
        {
            Id = RandomId.New(),
            Type = type,
            Name = name,
            Enabled = enabled,
            Username = caller.User.Username,
            UserId = caller.User.Id,
            Channel = ["#general"],
            Token = type == Integration.Incoming ? NewToken() : null,
            CreatedAt = now,
            CreatedBy = new UserReference(caller.User.Id, caller.User.Username),
            UpdatedAt = now,
        };
        return await references.ResolveAsync(caller, Read(blank, parameters), previous: null, cancellationToken);
    }

    /// <summary>The change that a call asks for; what it leaves out stays (seeds 002 and 004).</summary>
    /// <exception cref="ApiException">As for <see cref="CreateAsync"/>.</exception>
    public async Task<Func<Integration, Integration>> ChangeAsync(Caller caller, Integration integration, Parameters parameters, CancellationToken cancellationToken)
    {
        var resolved = await references.ResolveAsync(caller, Read(integration, parameters), integration, cancellationToken);
        var (now, by) = (time.GetUtcNow(), new UserReference(caller.User.Id, caller.User.Username));
        return current =>
        {
            var changed = Read(current, parameters) with { UpdatedAt = now, UpdatedBy = by };
            return changed.Username == resolved.Username ? changed with { UserId = resolved.UserId } : changed;
        };
    }

    private Integration Read(Integration integration, Parameters parameters)
    {
        var read = IntegrationFields.Read(integration, parameters, options.Value);
        IntegrationRules.Check(read, options.Value);

        // A script that does not compile is saved all the same (rocket-chat-behaviour.md 1.4); it just does not run.
        return read.Script == integration.Script ? read : read with { ScriptError = read.Script is null ? null : ScriptSource.Compile(read.Script).Error };
    }
}
