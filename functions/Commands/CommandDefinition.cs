using Gantry.Functions.Identity;
using Gantry.Functions.Integrations;
using Gantry.Functions.Rest;
using Gantry.Shared.Security.Signatures;

namespace Gantry.Functions.Commands;

/// <summary>Makes and changes commands from what a call says (seed 000).</summary>
internal sealed class CommandDefinition(TimeProvider time)
{
    private const int MaxNameLength = 64;
    private const int MaxTextLength = 1_000;
    private const int MaxUrlLength = 2_048;

    /// <summary>A new command, enabled unless the call says otherwise, with a token and a secret of its own.</summary>
    /// <exception cref="ApiException">400: a field is missing or of the wrong kind; 422: it has a value that cannot be.</exception>
    public Command Create(Caller caller, Parameters parameters)
    {
        var now = time.GetUtcNow();
        var blank = new Command
        {
            Id = RandomId.New(),
            Name = parameters.RequiredString("command"),
            Enabled = true,
            Token = IntegrationDefinition.NewToken(),
            Secret = StandardWebhooks.NewSecret(),
            CreatedAt = now,
            CreatedBy = new UserReference(caller.User.Id, caller.User.Username),
            UpdatedAt = now,
        };
        return Read(blank, parameters);
    }

    /// <summary>The change that a call asks for; what it leaves out stays.</summary>
    /// <exception cref="ApiException">As for <see cref="Create"/>.</exception>
    public Func<Command, Command> Change(Caller caller, Parameters parameters)
    {
        var (now, by) = (time.GetUtcNow(), new UserReference(caller.User.Id, caller.User.Username));
        return current => Read(current, parameters) with { UpdatedAt = now, UpdatedBy = by };
    }

    /// <summary>Whether a text may be a command's name: letters, digits and <c>-_.</c>, without slash.</summary>
    public static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')) return false;
        return text.Length is > 0 and <= MaxNameLength;
    }

    private static Command Read(Command command, Parameters parameters)
    {
        var read = command with
        {
            Name = parameters.Has("command") ? parameters.RequiredString("command").Trim() : command.Name,
            Url = Text(parameters, "url", command.Url),
            Description = Text(parameters, "description", command.Description),
            Params = Text(parameters, "params", command.Params),
            Enabled = parameters.Bool("enabled") ?? command.Enabled,
            ClientOnly = parameters.Bool("clientOnly") ?? command.ClientOnly,
            ProvidesPreview = parameters.Bool("providesPreview") ?? command.ProvidesPreview,
            AppId = Text(parameters, "appId", command.AppId),
            Alias = Text(parameters, "alias", command.Alias),
            Avatar = Text(parameters, "avatar", command.Avatar),
            Emoji = Text(parameters, "emoji", command.Emoji),
        };
        Check(read);
        return read;
    }

    private static void Check(Command command)
    {
        if (!IsName(command.Name)) throw ApiException.Invalid("error-invalid-command", $"Invalid command: 1 to {MaxNameLength} letters, digits and -_. without slash", new { command = command.Name });
        foreach (var text in new[] { command.Description, command.Params, command.AppId, command.Alias, command.Avatar, command.Emoji })
            if (text?.Length > MaxTextLength) throw ApiException.Invalid("error-text-too-long", $"A text is longer than {MaxTextLength} characters");
        if (command is { Url: null, ClientOnly: true }) return;
        if (command.Url is null) throw ApiException.MissingKey("url");
        var isUrl = command.Url.Length <= MaxUrlLength && Uri.TryCreate(command.Url, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
        if (!isUrl) throw ApiException.Invalid("error-invalid-url", $"Invalid URL: absolute, http or https, up to {MaxUrlLength} characters", new { url = command.Url });
    }

    // An empty text clears a field.
    private static string? Text(Parameters parameters, string name, string? previous) => parameters.Has(name) ? parameters.FirstString(name)?.Trim() : previous;
}
