using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>One account's endpoint and the pipeline to it, shared by all its tables.</summary>
internal sealed class TableConnection
{
    private const string TokenScope = "https://storage.azure.com/.default";

    private static readonly StatusCodeClassifier MissingIsFine = new([200, 201, 202, 204, 404]);
    private static readonly StatusCodeClassifier ConflictIsFine = new([200, 201, 202, 204, 409]);

    private readonly HttpPipeline _pipeline;
    private readonly string _root;
    private readonly string _version;

    private TableConnection(Uri endpoint, string? accountName, HttpPipelinePolicy authentication, TableClientOptions? options)
    {
        options ??= new TableClientOptions();
        Endpoint = endpoint;
        AccountName = accountName ?? AccountOf(endpoint);
        _root = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');
        _version = options.VersionString;
        var signature = authentication is SharedAccessSignaturePolicy;
        var pipeline = new HttpPipelineOptions(options) { RequestFailedDetailsParser = TableErrorParser.Instance };
        (signature ? pipeline.PerCallPolicies : pipeline.PerRetryPolicies).Add(authentication);
        _pipeline = HttpPipelineBuilder.Build(pipeline);
    }

    public Uri Endpoint { get; }

    public string AccountName { get; }

    public static TableConnection From(string connectionString, TableClientOptions? options)
    {
        var parsed = StorageConnectionString.Parse(connectionString);
        return new(parsed.Endpoint, parsed.AccountName, parsed.Authentication, options);
    }

    public static TableConnection From(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return new(endpoint, credential.AccountName, new SharedKeyLitePolicy(credential), options);
    }

    public static TableConnection From(Uri endpoint, TokenCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return new(endpoint, accountName: null, new BearerTokenAuthenticationPolicy(credential, TokenScope), options);
    }

    /// <summary>The address of what lies below the endpoint.</summary>
    public string Address(string pathAndQuery) => string.Concat(_root, "/", pathAndQuery);

    public HttpMessage Message(RequestMethod method, string pathAndQuery, Tolerated tolerated = Tolerated.Nothing)
    {
        var message = _pipeline.CreateMessage();
        message.ResponseClassifier = tolerated switch
        {
            Tolerated.Missing => MissingIsFine,
            Tolerated.Conflict => ConflictIsFine,
            _ => message.ResponseClassifier,
        };
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(new Uri(Address(pathAndQuery), UriKind.Absolute));
        var headers = request.Headers;
        headers.Add("x-ms-version", _version);
        headers.Add("DataServiceVersion", "3.0");
        headers.Add("Accept", "application/json;odata=minimalmetadata");
        return message;
    }

    /// <summary>Sends, and throws on any answer that is not a success or tolerated.</summary>
    public async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var response = message.Response;
        return response.IsError ? throw new RequestFailedException(response) : response;
    }

    /// <summary>The same with a body, whose buffer goes back once the service has taken it.</summary>
    public async Task<Response> SendAsync(HttpMessage message, PooledContent content, CancellationToken cancellationToken)
    {
        message.Request.Content = content;
        var response = await SendAsync(message, cancellationToken).ConfigureAwait(false);
        if (response.Status is >= 200 and < 300)
            content.Recycle();
        return response;
    }

    private static string AccountOf(Uri endpoint)
    {
        var byPath = endpoint.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || endpoint.IsLoopback;
        if (byPath)
            return endpoint.Segments.Length > 1 ? endpoint.Segments[1].TrimEnd('/') : "";
        return endpoint.Host.Split('.')[0];
    }
}

/// <summary>The refusal that a caller takes for an answer.</summary>
internal enum Tolerated
{
    Nothing,
    Missing,
    Conflict,
}
