using Azure.Core;
using Azure.Data.Tables;

namespace Gantry.Tests.Storage.Tables;

public sealed class AuthenticationTests
{
    private const string Key = "a2V5";

    private static FakeTransport Accepting() => new(_ => new FakeResponse(204));

    private static TableClientOptions Over(FakeTransport transport) => new() { Transport = transport };

    [Fact]
    public async Task An_Entra_token_for_the_storage_scope_is_sent()
    {
        var transport = Accepting();
        var credential = new FixedToken();
        var table = new TableClient(new Uri("https://acme.table.core.windows.net"), "t", credential, Over(transport));

        await table.AddEntityAsync(new TableEntity("p", "r"));

        var sent = Assert.Single(transport.Requests);
        Assert.Equal("Bearer secret", sent.Headers["Authorization"]);
        Assert.Equal("2020-12-06", sent.Headers["x-ms-version"]);
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
    }

    [Fact]
    public async Task An_Entra_token_is_not_sent_over_plain_http()
    {
        var transport = Accepting();
        var table = new TableClient(new Uri("http://acme.table.core.windows.net"), "t", new FixedToken(), Over(transport));

        await Assert.ThrowsAsync<InvalidOperationException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Empty(transport.Requests);
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1/t", "devstoreaccount1")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://test", "http://test:10002/devstoreaccount1/t", "devstoreaccount1")]
    [InlineData($"DefaultEndpointsProtocol=https;AccountName=acme;AccountKey={Key};EndpointSuffix=a.test", "https://acme.table.a.test/t", "acme")]
    [InlineData($"AccountName=acme;AccountKey={Key}", "https://acme.table.core.windows.net/t", "acme")]
    [InlineData($"accountname=acme; accountkey={Key} ;EndpointSuffix=core.chinacloudapi.cn;", "https://acme.table.core.chinacloudapi.cn/t", "acme")]
    [InlineData($"AccountName=acme;AccountKey={Key};TableEndpoint=http://127.0.0.1:1/acme/", "http://127.0.0.1:1/acme/t", "acme")]
    [InlineData("TableEndpoint=https://acme.table.core.windows.net;SharedAccessSignature=sv=1&sig=x", "https://acme.table.core.windows.net/t", "acme")]
    public void A_connection_string_names_the_endpoint_and_the_account(string connectionString, string uri, string account)
    {
        var table = new TableClient(connectionString, "t");

        Assert.Equal((new Uri(uri), account), (table.Uri, table.AccountName));
    }

    [Theory]
    [InlineData("AccountName=acme")]
    [InlineData("AccountKey=a2V5")]
    [InlineData("UseDevelopmentStorage=false")]
    [InlineData("BlobEndpoint=https://acme.blob.core.windows.net;SharedAccessSignature=x")]
    public void A_connection_string_that_says_too_little_is_refused(string connectionString) =>
        Assert.Throws<InvalidOperationException>(() => new TableServiceClient(connectionString));

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AccountName=a;AccountName=b")]
    [InlineData("AccountName=acme;AccountKey=not base64")]
    public void A_malformed_connection_string_is_refused(string connectionString) =>
        Assert.Throws<FormatException>(() => new TableServiceClient(connectionString));

    [Fact]
    public async Task A_shared_access_signature_joins_the_query_and_no_signature_is_sent()
    {
        var transport = new FakeTransport(_ => new FakeResponse(200, """{"value":[]}"""));
        var table = new TableClient("TableEndpoint=https://acme.table.core.windows.net;SharedAccessSignature=?sv=1&sig=a%2Bb", "t", Over(transport));

        await table.QueryAsync<TableEntity>("A eq 1").ToListAsync();

        var sent = Assert.Single(transport.Requests);
        Assert.Equal("https://acme.table.core.windows.net/t()?$filter=A%20eq%201&sv=1&sig=a%2Bb", sent.Uri.AbsoluteUri);
        Assert.DoesNotContain("Authorization", sent.Headers.Keys);
    }

    [Fact]
    public async Task Each_try_is_signed_anew_and_carries_the_whole_body()
    {
        var tries = 0;
        var transport = new FakeTransport(_ => new FakeResponse(++tries == 1 ? 503 : 204));
        var options = Over(transport);
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        var table = new TableClient($"AccountName=acme;AccountKey={Key}", "t", options);

        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = "b" });

        Assert.Equal(2, transport.Requests.Count);
        Assert.All(transport.Requests, sent => Assert.StartsWith("SharedKeyLite acme:", sent.Headers["Authorization"], StringComparison.Ordinal));
        Assert.All(transport.Requests, sent => Assert.Equal("""{"PartitionKey":"p","RowKey":"r","A":"b"}""", sent.Body));
        Assert.All(transport.Requests, sent => Assert.True(sent.Headers.ContainsKey("x-ms-date")));
    }

    private sealed class FixedToken : TokenCredential
    {
        public string[] Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new AccessToken("secret", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
