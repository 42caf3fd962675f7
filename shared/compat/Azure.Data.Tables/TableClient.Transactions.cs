using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Writing several entities of one partition, all or none.</summary>
public partial class TableClient
{
    /// <summary>Does all the actions or none: up to 100 entities of one partition, 4 MiB.</summary>
    /// <param name="transactionActions">The actions.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        var batch = TransactionWriter.Write(_connection, Name, transactionActions);
        using var message = _connection.Message(RequestMethod.Post, "$batch");
        message.Request.Headers.Add("Content-Type", batch.ContentType);
        Response response;
        try
        {
            response = await _connection.SendAsync(message, batch.Content, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException refusal) when (refusal.Status != 0)
        {
            throw new TableTransactionFailedException(refusal);
        }

        var answers = TransactionReader.Read(response.Content.ToMemory());
        var refused = answers.Find(answer => answer.IsError);
        if (refused is not null)
            throw new TableTransactionFailedException(new RequestFailedException(refused, innerException: null, TableErrorParser.Instance));
        if (answers.Count != batch.Count)
            throw new RequestFailedException(response.Status, $"The service gave {answers.Count} answers to {batch.Count} actions.");
        return Response.FromValue<IReadOnlyList<Response>>(answers, response);
    }
}
