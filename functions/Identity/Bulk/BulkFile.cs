using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Gantry.Functions.Rest;

namespace Gantry.Functions.Identity.Bulk;

/// <summary>Reads the CSV of <c>users.bulkCreate</c> (RFC 4180, with a header) line by line, without keeping it.</summary>
internal sealed class BulkFile(Stream csv, IdentityOptions options)
{
    private const int MaxField = 32 * 1024;

    /// <summary>The columns that there may be; those of <c>users.create</c>.</summary>
    private static readonly string[] Columns =
        ["username", "name", "email", "password", "roles", "active", "verified", "bio", "nickname", "statusText", "requirePasswordChange", "setRandomPassword"];

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The lines. What ends the reading early is the fault of the last one.</summary>
    /// <exception cref="ApiException">400: there is no header, or it names a column that there is not.</exception>
    public async IAsyncEnumerable<BulkLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isBad = false;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            TrimOptions = TrimOptions.Trim,
            MaxFieldSize = MaxField,
            MissingFieldFound = null,
            BadDataFound = _ => isBad = true,
        };
        using var text = new StreamReader(new BoundedStream(csv, options.MaxBulkBytes), new UTF8Encoding(false, throwOnInvalidBytes: true));
        using var reader = new CsvReader(text, configuration);
        var columns = await ReadHeaderAsync(reader);
        for (var count = 0; ; count++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            isBad = false;
            var (more, fault) = await AdvanceAsync(reader);
            if (!more && fault is null) yield break;
            if (more && count == options.MaxBulkUsers) (more, fault) = (false, TooMany());
            var fields = more ? Fields(reader, columns) : Parameters.Of(new Dictionary<string, string>(StringComparer.Ordinal));
            if (more) fault = isBad ? new ApiException(400, "error-invalid-csv", "The quotes of this line do not match. [error-invalid-csv]") : Duplicate(fields);
            yield return new BulkLine(reader.Parser.RawRow, fields, fault);
            if (!more) yield break;
        }
    }

    private static async Task<string[]> ReadHeaderAsync(CsvReader reader)
    {
        var (more, fault) = await AdvanceAsync(reader);
        if (fault is not null) throw fault;
        if (!more) throw new ApiException(400, "error-invalid-csv", "The file is empty: its first line must name the columns. [error-invalid-csv]", new { columns = Columns });
        var names = reader.Parser.Record!.Select(name => Columns.FirstOrDefault(column => string.Equals(column, name, StringComparison.OrdinalIgnoreCase)) ?? throw Unknown(name)).ToArray();
        foreach (var required in (string[])["username", "name", "email"])
            if (!names.Contains(required)) throw ApiException.MissingKey(required);
        return names;
    }

    private static async Task<(bool More, ApiException? Fault)> AdvanceAsync(CsvReader reader)
    {
        try
        {
            return (await reader.ReadAsync(), null);
        }
        catch (ApiException fault)
        {
            return (false, fault);
        }
        catch (Exception fault) when (fault is CsvHelperException or DecoderFallbackException)
        {
            if (fault.InnerException is ApiException refusal) return (false, refusal);
            var reason = fault is DecoderFallbackException ? "it is not UTF-8" : $"a field is longer than {MaxField} characters";
            return (false, new ApiException(400, "error-invalid-csv", $"The file cannot be read from here on: {reason}. [error-invalid-csv]"));
        }
    }

    // An empty cell says nothing.
    private static Parameters Fields(CsvReader reader, string[] columns)
    {
        var cells = reader.Parser.Record!;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < columns.Length && i < cells.Length; i++)
            if (cells[i].Length > 0) fields[columns[i]] = columns[i] == "roles" ? cells[i].Replace(';', ',') : cells[i];
        return Parameters.Of(fields);
    }

    // Lines are worked on side by side: which of two that want one name gets it must not depend on that.
    private ApiException? Duplicate(Parameters fields)
    {
        foreach (var name in (string[])["username", "email"])
            if (fields.FirstString(name) is { } value && !_taken.Add(name + ":" + value)) return ApiException.Conflict("error-field-unavailable", $"{value} is in an earlier line of the file", new { field = value });
        return null;
    }

    private static ApiException Unknown(string name) => new(400, "error-invalid-csv", $"There is no column '{name}'. [error-invalid-csv]", new { column = name, columns = Columns });

    private ApiException TooMany() => ApiException.Invalid("error-user-limit-exceeded", $"More than {options.MaxBulkUsers} users: this line and those behind it were not read", new { limit = options.MaxBulkUsers });
}
