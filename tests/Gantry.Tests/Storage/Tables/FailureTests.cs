using Azure;
using Azure.Data.Tables;

namespace Gantry.Tests.Storage.Tables;

public sealed class FailureTests
{
    private const string ConnectionString = "AccountName=acme;AccountKey=a2V5";

    private static TableClient Answered(int status, string body = "", params (string, string)[] headers)
    {
        var transport = new FakeTransport(_ => new FakeResponse(status, body, headers));
        return new(ConnectionString, "t", new TableClientOptions { Transport = transport, Retry = { MaxRetries = 0 } });
    }

    [Fact]
    public async Task The_code_comes_from_the_body()
    {
        var table = Answered(400, """{"odata.error":{"code":"InvalidInput","message":{"lang":"en-US","value":"Wrong."}}}""");

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal((400, "InvalidInput"), (refusal.Status, refusal.ErrorCode));
        Assert.StartsWith("Wrong.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    public async Task The_code_comes_from_the_header_where_the_body_has_none(string body)
    {
        var table = Answered(503, body, ("x-ms-error-code", "ServerBusy"));

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal((503, "ServerBusy"), (refusal.Status, refusal.ErrorCode));
    }

    [Fact]
    public async Task A_transaction_refused_as_a_whole_names_no_action()
    {
        var table = Answered(503, """{"odata.error":{"code":"ServerBusy","message":{"lang":"en-US","value":"Busy."}}}""");

        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => table.SubmitTransactionAsync([new(TableTransactionActionType.Delete, new TableEntity("p", "r"))]));

        Assert.Equal((503, "ServerBusy", null), (refusal.Status, refusal.ErrorCode, refusal.FailedTransactionActionIndex));
    }

    [Fact]
    public async Task A_cancelled_token_stops_every_operation()
    {
        var table = await FreshTable.CreateAsync();
        var cancelled = new CancellationToken(canceled: true);
        Func<Task>[] operations =
        [
            () => table.AddEntityAsync(new TableEntity("p", "r"), cancelled),
            () => table.UpsertEntityAsync(new TableEntity("p", "r"), cancellationToken: cancelled),
            () => table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: cancelled),
            () => table.DeleteEntityAsync("p", "r", cancellationToken: cancelled),
            () => table.QueryAsync<TableEntity>(cancellationToken: cancelled).ToListAsync(CancellationToken.None).AsTask(),
            async () => await table.QueryAsync<TableEntity>().GetAsyncEnumerator(cancelled).MoveNextAsync(),
            () => table.SubmitTransactionAsync([new(TableTransactionActionType.Delete, new TableEntity("p", "r"))], cancelled),
        ];

        foreach (var operation in operations)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(operation);
    }

    [Fact]
    public async Task An_unreachable_service_is_a_failure_without_a_status()
    {
        var options = new TableClientOptions { Retry = { MaxRetries = 0 } };
        var table = new TableClient("AccountName=acme;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:1/acme", "t", options);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.SubmitTransactionAsync([new(TableTransactionActionType.Delete, new TableEntity("p", "r"))]));

        Assert.Equal(0, failure.Status);
    }
}
