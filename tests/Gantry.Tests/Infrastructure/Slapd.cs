using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gantry.Tests.Infrastructure;

/// <summary>A test that needs Debian's OpenLDAP server; without it, it is skipped and says how to install it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlapdFactAttribute : FactAttribute
{
    public SlapdFactAttribute() => Skip = Slapd.Missing;
}

/// <summary>The same for tests of several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlapdTheoryAttribute : TheoryAttribute
{
    public SlapdTheoryAttribute() => Skip = Slapd.Missing;
}

/// <summary>A real OpenLDAP server on the loopback address, with a folder and certificates of its own; one for all tests.</summary>
internal sealed class Slapd
{
    private const string Suffix = "dc=example,dc=org";

    private static readonly string? Program = new[] { "/usr/sbin", "/usr/local/sbin", "/usr/libexec", "/usr/local/libexec" }.Select(folder => Path.Combine(folder, "slapd")).FirstOrDefault(File.Exists);
    private static readonly Lazy<Task<Slapd>> Started = new(StartAsync);

    /// <summary>Why there is none; null if there is.</summary>
    public static string? Missing { get; } = Program is null ? "There is no slapd: apt-get install slapd" : null;

    public static Task<Slapd> SharedAsync() => Started.Value;

    public required int Port { get; init; }

    public required int TlsPort { get; init; }

    /// <summary>The folder with the authority that signed its certificate.</summary>
    public required string Trusted { get; init; }

    /// <summary>A folder that trusts nobody.</summary>
    public required string Empty { get; init; }

    /// <summary>The settings of a server that asks this one.</summary>
    public string[] Settings(string encryption = "tls") =>
    [
        "Ldap:Host=127.0.0.1",
        $"Ldap:Port={(encryption == "tls" ? TlsPort : Port)}",
        $"Ldap:Encryption={encryption}",
        $"Ldap:TrustedCertificatesDirectory={Trusted}",
        $"Ldap:BindDn=cn=search,{Suffix}",
        "Ldap:BindPassword=search-pass",
        $"Ldap:BaseDn=ou=people,{Suffix}",
    ];

    private static async Task<Slapd> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("slapd").FullName;
        var (data, trusted) = (Directory.CreateDirectory(Path.Combine(folder, "data")).FullName, Directory.CreateDirectory(Path.Combine(folder, "trusted")).FullName);
        WriteCertificates(folder, trusted);
        var configuration = Path.Combine(folder, "slapd.conf");
        await File.WriteAllTextAsync(configuration, Configuration(folder, data));
        await File.WriteAllTextAsync(Path.Combine(folder, "people.ldif"), People);
        using (var load = Start(folder, "-T", "add", "-f", configuration, "-l", Path.Combine(folder, "people.ldif")))
        {
            var errors = await load.StandardError.ReadToEndAsync();
            await load.WaitForExitAsync();
            Assert.True(load.ExitCode == 0, errors);
        }

        var (port, tlsPort) = (FreePort.Next(), FreePort.Next());
        var process = Start(folder, "-f", configuration, "-h", $"ldap://127.0.0.1:{port}/ ldaps://127.0.0.1:{tlsPort}/", "-d", "0");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End(process, folder);
        await Eventually.TrueAsync(() => AnswersAsync(tlsPort));
        return new Slapd { Port = port, TlsPort = tlsPort, Trusted = trusted, Empty = Directory.CreateDirectory(Path.Combine(folder, "empty")).FullName };
    }

    private static Process Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program!) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static void End(Process process, string folder)
    {
        process.Kill();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static void WriteCertificates(string folder, string trusted)
    {
        var (from, until) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var authorityKey = RSA.Create(2048);
        var request = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        using var authority = request.CreateSelfSigned(from, until);

        using var key = RSA.Create(2048);
        var own = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        own.CertificateExtensions.Add(names.Build());
        using var certificate = own.Create(authority, from, until, [1, 2, 3, 4]);
        File.WriteAllText(Path.Combine(trusted, "authority.pem"), authority.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "server.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "server.key"), key.ExportPkcs8PrivateKeyPem());
    }

    private static string Configuration(string folder, string data) => $"""
        include /etc/ldap/schema/core.schema
        include /etc/ldap/schema/cosine.schema
        include /etc/ldap/schema/inetorgperson.schema
        modulepath /usr/lib/ldap
        moduleload back_mdb
        pidfile {folder}/slapd.pid
        TLSCertificateFile {folder}/server.pem
        TLSCertificateKeyFile {folder}/server.key
        database mdb
        maxsize 10485760
        suffix "{Suffix}"
        rootdn "cn=root,{Suffix}"
        directory {data}
        access to attrs=userPassword by anonymous auth by * none
        access to * by dn.exact="cn=search,{Suffix}" read by * none
        """;

    private static string People => $"""
        dn: {Suffix}
        objectClass: dcObject
        objectClass: organization
        o: Example
        dc: example

        dn: cn=search,{Suffix}
        objectClass: organizationalRole
        objectClass: simpleSecurityObject
        cn: search
        userPassword: search-pass

        dn: ou=people,{Suffix}
        objectClass: organizationalUnit
        ou: people

        {Person("ada", "Ada Lovelace", "ada-pass-1")}
        {Person("grace", "Grace Hopper", "grace-pass-1")}
        {Person("admin", "Somebody Else", "other-admin-1")}
        {Person("rocket.cat", "Not the cat", "not-the-cat-1")}
        {Person("odd)(name", "Odd Name", "odd-pass-1")}
        """;

    private static string Person(string uid, string name, string password) => $"""
        dn: cn={name},ou=people,{Suffix}
        objectClass: inetOrgPerson
        cn: {name}
        sn: {name}
        uid: {uid}
        mail: {uid.Replace(")(", "-", StringComparison.Ordinal)}@ldap.example.org
        userPassword: {password}

        """;
}
