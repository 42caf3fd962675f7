using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Hosting;

/// <summary>Where settings come from, in rising order: <c>local.settings.json</c>, the environment, the command line.</summary>
internal static class Settings
{
    /// <summary>Adds the values of <c>local.settings.json</c>, which the Functions tools keep below <c>Values</c>, under the environment's.</summary>
    /// <exception cref="FormatException">The file is not JSON.</exception>
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

        configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = values });
    }

    /// <summary>Binds a slice's options to its section; a key that does not exist or a value out of range stops the start.</summary>
    public static void AddSettings<TOptions>(this WebApplicationBuilder builder, string section)
        where TOptions : class =>
        builder.Services.AddOptions<TOptions>()
            .BindConfiguration(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .Validate(static options => options is not null)
            .Services.AddSingleton<IValidateOptions<TOptions>>(new KeyedValidation<TOptions>(section))
            .AddOptions<TOptions>().ValidateOnStart();

    /// <summary>Validates the attributes of an options type, and says of a fault which key it is.</summary>
    private sealed class KeyedValidation<TOptions>(string section) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var results = new List<System.ComponentModel.DataAnnotations.ValidationResult>();
            if (System.ComponentModel.DataAnnotations.Validator.TryValidateObject(options, new(options), results, validateAllProperties: true)) return ValidateOptionsResult.Success;
            return ValidateOptionsResult.Fail(results.Select(result => $"{section}:{result.MemberNames.FirstOrDefault()}: {result.ErrorMessage}"));
        }
    }
}
