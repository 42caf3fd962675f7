using System.Text;
using System.Text.Json;
using Gantry.Functions.Identity;
using Gantry.Functions.Rest;
using Gantry.Functions.Scripting;

namespace Gantry.Functions.Integrations;

/// <summary>What a method of a script is given at <c>integrations.testScript</c>: <c>request</c>, and <c>response</c> for the method that takes one.</summary>
internal sealed class ScriptSample(Parameters parameters, Integration? integration, User user)
{
    private readonly Parameters _request = Parameters.Of(parameters.Object("request") ?? default(JsonElement));

    /// <summary>The method: as named, else the one that the integration's kind or the sample suggests.</summary>
    /// <exception cref="ApiException">400: there is no such method.</exception>
    public string Method { get; } = parameters.FirstString("method") switch
    {
        null when parameters.Has("response") => OutgoingScriptResponse.ProcessMethod,
        null => integration?.Type == Integration.Outgoing ? OutgoingScriptRequest.PrepareMethod : ScriptRequest.Method,
        ScriptRequest.Method or OutgoingScriptRequest.PrepareMethod or OutgoingScriptResponse.ProcessMethod => parameters.FirstString("method")!,
        _ => throw ApiException.WrongType("method", $"{ScriptRequest.Method}, {OutgoingScriptRequest.PrepareMethod} or {OutgoingScriptResponse.ProcessMethod}"),
    };

    /// <summary>Runs the method on the sample.</summary>
    /// <exception cref="ApiException">400: a part of the sample is of the wrong kind.</exception>
    public Task<ScriptRun> TryAsync(ScriptRunner scripts, string source, CancellationToken cancellationToken) => Method switch
    {
        OutgoingScriptRequest.PrepareMethod => scripts.TryAsync(source, Method, Outgoing().ToValue, cancellationToken),
        OutgoingScriptResponse.ProcessMethod => scripts.TryAsync(source, Method, Answer().ToValue, cancellationToken),
        _ => scripts.TryAsync(source, Method, Incoming().ToValue, cancellationToken),
    };

    private ScriptRequest Incoming()
    {
        var content = Element(_request, "content");
        var (id, token) = (integration?.Id ?? "test", integration?.Token ?? "test");
        var url = _request.String("url") ?? $"/hooks/{id}/{token}";
        var query = url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? url[at..] : "";
        var raw = content.ValueKind == JsonValueKind.Undefined ? "" : content.GetRawText();
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { ["integrationId"] = id, ["token"] = token };
        return new ScriptRequest(url[..^query.Length], query, names, Texts(_request, "headers"), new ScriptUser(user.Id, user.Name, user.Username), content, Encoding.UTF8.GetBytes(raw));
    }

    private OutgoingScriptRequest Outgoing() => new(
        _request.String("method") ?? "POST",
        _request.String("url") ?? integration?.Urls?[0] ?? "https://example.com/",
        Element(_request, "data"),
        Texts(_request, "headers"),
        Texts(_request, "params"),
        _request.String("auth"),
        integration?.Token ?? _request.String("token"));

    private OutgoingScriptResponse Answer()
    {
        var response = Parameters.Of(parameters.Object("response") ?? default(JsonElement));
        var content = Element(response, "content");
        var raw = response.String("content_raw") ?? (content.ValueKind == JsonValueKind.Undefined ? "" : content.GetRawText());
        return new OutgoingScriptResponse(Outgoing(), response.Int("status_code") ?? response.Int("statusCode") ?? 200, content, raw, Texts(response, "headers"), response.String("error"));
    }

    private static JsonElement Element(Parameters owner, string name) => owner.Body.ValueKind == JsonValueKind.Object && owner.Body.TryGetProperty(name, out var value) ? value : default;

    private static IEnumerable<KeyValuePair<string, string>> Texts(Parameters owner, string name) =>
        owner.Object(name) is { } named ? named.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, property.Value.ToString())) : [];
}
