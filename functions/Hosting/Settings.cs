using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Hosting;

/// <summary>Where settings come from, in rising order: <c>local.settings.json</c>, the environment, the command line.</summary>
internal static class Settings
{
    /// <summary>Adds the values of <c>local.settings.json</c>, which the Functions tools keep below <c>Values</c>, under the environment's.</summary>
    /// <exception cref="FormatException">The file is not JSON, or not such a file.</exception>
    public static void AddLocalSettings(this ConfigurationManager configuration)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "local.settings.json");
        if (!File.Exists(file)) return;
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.TryGetProperty("Values", out var section))
                foreach (var property in section.EnumerateObject()) values[property.Name.Replace("__", ":", StringComparison.Ordinal)] = property.Value.ToString();
        }
        catch (JsonException exception)
        {
            throw new FormatException($"local.settings.json is not valid JSON: {exception.Message}", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw new FormatException("local.settings.json must hold an object whose \"Values\" is an object.", exception);
        }

        configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = values });
    }

    /// <summary>Binds a slice's options to its section; a key that does not exist or a value out of range stops the start, with the key's name.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="section">The section; empty for the settings that keep flat names.</param>
    public static void AddSettings<TOptions>(this WebApplicationBuilder builder, string section)
        where TOptions : class
    {
        builder.Services.AddSingleton<IValidateOptions<TOptions>>(new KeyedValidation<TOptions>(section));
        builder.Services.AddOptions<TOptions>().Configure<IConfiguration>((options, configuration) => Bind(configuration, section, options)).ValidateOnStart();
    }

    private static void Bind<TOptions>(IConfiguration configuration, string section, TOptions options)
        where TOptions : class
    {
        var source = section.Length == 0 ? configuration : configuration.GetSection(section);
        if (section.Length > 0)
        {
            var names = typeof(TOptions).GetProperties().Select(property => property.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var unknown = source.GetChildren().Where(child => !names.Contains(child.Key)).Select(child => $"{child.Path}: there is no such setting.").ToArray();
            if (unknown.Length > 0) throw new OptionsValidationException(section, typeof(TOptions), unknown);
        }

        try
        {
            source.Bind(options);
        }
        catch (InvalidOperationException exception)
        {
            throw new OptionsValidationException(section, typeof(TOptions), [exception.Message]);
        }
    }

    /// <summary>Validates the attributes of an options type, and says of a fault which key it is.</summary>
    private sealed class KeyedValidation<TOptions>(string section) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var results = new List<ValidationResult>();
            if (Validator.TryValidateObject(options, new(options), results, validateAllProperties: true)) return ValidateOptionsResult.Success;
            return ValidateOptionsResult.Fail(results.Select(result => $"{Key(result.MemberNames.FirstOrDefault())}: {result.ErrorMessage}"));
        }

        private string Key(string? property) => section.Length > 0
            ? $"{section}:{property}"
            : typeof(TOptions).GetProperty(property ?? "")?.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? property ?? "";
    }
}
