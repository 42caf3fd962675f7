namespace Azure.Data.Tables;

/// <summary>Refusals that the client makes in the service's name.</summary>
internal static class TableErrors
{
    private const int BadRequest = 400;

    /// <summary>What the service would answer to an input over its limits.</summary>
    public static RequestFailedException Refused(string code, string message) => new(BadRequest, message, code, innerException: null);

    /// <summary>The same for one action of a transaction; the index leads the message as in the service's own answers.</summary>
    public static TableTransactionFailedException RefusedAction(int index, RequestFailedException reason) =>
        new(new RequestFailedException(reason.Status, $"{index}:{reason.Message}", reason.ErrorCode, reason));
}
