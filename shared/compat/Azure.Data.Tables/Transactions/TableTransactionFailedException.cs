using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>A transaction was refused and wrote nothing.</summary>
#pragma warning disable CA1032 // The official constructors.
public class TableTransactionFailedException : RequestFailedException
{
    /// <summary>Takes over the service's refusal; the index of the action leads its message.</summary>
    /// <param name="requestFailedException">The refusal.</param>
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            requestFailedException?.Status ?? throw new ArgumentNullException(nameof(requestFailedException)),
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException)
    {
        FailedTransactionActionIndex = LeadingIndex(requestFailedException.Message);
    }

    /// <summary>Which action was refused; null where the service did not say.</summary>
    public int? FailedTransactionActionIndex { get; }

    private static int? LeadingIndex(string message)
    {
        var colon = message.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
    }
}
