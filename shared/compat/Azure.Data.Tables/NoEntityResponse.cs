namespace Azure.Data.Tables;

/// <summary>The answer where there is no such entity.</summary>
/// <typeparam name="T">The entity's type.</typeparam>
internal sealed class NoEntityResponse<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("The response has no value: there is no such entity.");

    public override Response GetRawResponse() => response;
}
