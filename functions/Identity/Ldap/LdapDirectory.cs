using System.DirectoryServices.Protocols;
using System.Net;
using Microsoft.Extensions.Options;

namespace Gantry.Functions.Identity.Ldap;

/// <summary>The directory did not do its part: it does not answer, its certificate is not trusted, or the search account is refused.</summary>
internal sealed class LdapUnavailableException(string message, Exception inner) : Exception(message, inner);

/// <summary>
/// Asks the directory: bind as the search account, search the user, bind as the entry that was found. The library blocks, so each login has a thread of
/// its own, a few at a time.
/// </summary>
internal sealed class LdapDirectory(IOptions<LdapOptions> options) : IDisposable
{
    /// <summary>RFC 4511 appendix A.1; the library names no such code.</summary>
    private const int InvalidCredentials = 49;

    private readonly SemaphoreSlim _places = new(options.Value.MaxConcurrency);

    /// <summary>The user of a name and password; null if there is no such user, more than one, or the password is another.</summary>
    /// <exception cref="LdapUnavailableException">The directory cannot say.</exception>
    public async Task<ExternalUser?> FindAsync(string name, string password, CancellationToken cancellationToken)
    {
        // A bind with a name and no password succeeds for anybody (RFC 4513 section 5.1.2).
        if (name.Length == 0 || password.Length == 0) return null;
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await Task.Factory.StartNew(() => Find(name, password), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private ExternalUser? Find(string name, string password)
    {
        if (Search(name) is not { } entry) return null;
        try
        {
            using var own = Connect(new NetworkCredential(entry.DistinguishedName, password));
        }
        catch (LdapException refused) when (refused.ErrorCode == InvalidCredentials)
        {
            return null;
        }
        catch (Exception fault) when (fault is LdapException or DirectoryOperationException or IOException)
        {
            throw new LdapUnavailableException("The directory did not check a password", fault);
        }

        return First(entry, options.Value.UsernameAttribute) is { } username
            ? new ExternalUser(username, First(entry, options.Value.EmailAttribute), First(entry, options.Value.NameAttribute))
            : null;
    }

    private SearchResultEntry? Search(string name)
    {
        var settings = options.Value;
        try
        {
            using var connection = Connect(settings.BindDn.Length > 0 ? new NetworkCredential(settings.BindDn, settings.BindPassword) : null);
            var request = new SearchRequest(
                settings.BaseDn, LdapFilter.For(settings.UserFilter, name), SearchScope.Subtree, settings.UsernameAttribute, settings.EmailAttribute, settings.NameAttribute)
            { SizeLimit = 2 };
            var response = (SearchResponse)connection.SendRequest(request, connection.Timeout);
            return response.Entries.Count == 1 ? response.Entries[0] : null;
        }
        catch (DirectoryOperationException many) when (many.Response is { ResultCode: ResultCode.SizeLimitExceeded or ResultCode.NoSuchObject })
        {
            return null;
        }
        catch (Exception fault) when (fault is LdapException or DirectoryOperationException or IOException)
        {
            throw new LdapUnavailableException("The directory did not answer a search", fault);
        }
    }

    private LdapConnection Connect(NetworkCredential? credential)
    {
        var settings = options.Value;
        var connection = new LdapConnection(new LdapDirectoryIdentifier(settings.Host, settings.Port)) { AutoBind = false, Timeout = TimeSpan.FromSeconds(settings.TimeoutSeconds) };
        try
        {
            connection.SessionOptions.ProtocolVersion = 3;
            connection.SessionOptions.ReferralChasing = ReferralChasingOptions.None;
            Protect(connection, settings);
            connection.AuthType = credential is null ? AuthType.Anonymous : AuthType.Basic;
            if (credential is null) connection.Bind();
            else connection.Bind(credential);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Protect(LdapConnection connection, LdapOptions settings)
    {
        if (settings.Encryption == "none") return;
        if (settings.TrustedCertificatesDirectory.Length > 0 && !OperatingSystem.IsWindows())
        {
            connection.SessionOptions.TrustedCertificatesDirectory = settings.TrustedCertificatesDirectory;
            connection.SessionOptions.StartNewTlsSessionContext();
        }

        if (settings.Encryption == "tls") connection.SessionOptions.SecureSocketLayer = true;
        else StartTls(connection);
    }

    // On Linux the library tells OpenLDAP where the server is at the first bind only (dotnet/runtime issue 56619). An anonymous one carries no secret, and
    // it does not matter whether the server takes it. From then on everything is protected, or the upgrade fails.
    private static void StartTls(LdapConnection connection)
    {
        connection.AuthType = AuthType.Anonymous;
        try
        {
            connection.Bind();
        }
        catch (Exception refused) when (refused is DirectoryOperationException or LdapException)
        {
            // A server that is not there refuses what follows too.
        }

        connection.SessionOptions.StartTransportLayerSecurity(null);
    }

    private static string? First(SearchResultEntry entry, string attribute) =>
        entry.Attributes[attribute] is { Count: > 0 } values && values.GetValues(typeof(string)) is [string { Length: > 0 } value, ..] ? value : null;
}
