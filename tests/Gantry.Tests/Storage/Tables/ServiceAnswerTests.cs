using Azure;
using Azure.Data.Tables;

namespace Gantry.Tests.Storage.Tables;

/// <summary>Answers as the service writes them where the emulator writes others.</summary>
public sealed class ServiceAnswerTests
{
    private static readonly TableTransactionAction[] TwoDeletions =
    [
        new(TableTransactionActionType.Delete, new TableEntity("p", "1")),
        new(TableTransactionActionType.Delete, new TableEntity("p", "2")),
    ];

    private static TableClient Answered(int status, string body) =>
        new("AccountName=acme;AccountKey=a2V5", "t", new TableClientOptions { Transport = new FakeTransport(_ => new FakeResponse(status, body)) });

    private static string Batch(params string[] answers) => string.Concat(
        "--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_2\r\n\r\n",
        string.Concat(answers.Select(answer =>
            $"--changesetresponse_2\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n{answer}\r\n")),
        "--changesetresponse_2--\r\n--batchresponse_1--\r\n");

    private static string Accepted(string version) =>
        $"HTTP/1.1 204 No Content\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-cache\r\nDataServiceVersion: 1.0;\r\nETag: W/\"{version}\"\r\n\r\n";

    [Fact]
    public async Task Numbers_and_times_without_an_annotation_are_read_by_their_form()
    {
        var table = Answered(200, """
            {"odata.metadata":"https://acme/$metadata#t/@Element","odata.etag":"W/\"datetime'2026'\"","PartitionKey":"p","RowKey":"r",
             "Timestamp":"2026-01-02T03:04:05.6789012Z","Double":5.0,"Int":5,"Null":null,"Long@odata.type":"Edm.Int64","Long":"5"}
            """);

        var entity = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal((5.0, 5, 5L), (entity.GetDouble("Double"), entity.GetInt32("Int"), entity.GetInt64("Long")));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(6789012), entity.Timestamp);
        Assert.Equal(new ETag("W/\"datetime'2026'\""), entity.ETag);
    }

    [Fact]
    public async Task Each_action_of_a_transaction_has_its_answer()
    {
        var answers = (await Answered(202, Batch(Accepted("1"), Accepted("2"))).SubmitTransactionAsync(TwoDeletions)).Value;

        Assert.Equal([new ETag("W/\"1\""), new ETag("W/\"2\"")], answers.Select(answer => answer.Headers.ETag!.Value));
        Assert.Equal(["No Content", "No Content"], answers.Select(answer => answer.ReasonPhrase));
        Assert.True(answers[0].Headers.Contains("cache-control"));
    }

    [Fact]
    public async Task The_refused_action_is_named_by_the_message()
    {
        const string refusal = "HTTP/1.1 409 Conflict\r\nDataServiceVersion: 3.0;\r\nContent-Type: application/json;odata=minimalmetadata\r\n\r\n"
            + """{"odata.error":{"code":"EntityAlreadyExists","message":{"lang":"en-US","value":"1:The specified entity already exists.\nRequestId:1"}}}""";

        var thrown = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Answered(202, Batch(refusal)).SubmitTransactionAsync(TwoDeletions));

        Assert.Equal((409, "EntityAlreadyExists", 1), (thrown.Status, thrown.ErrorCode, thrown.FailedTransactionActionIndex));
    }

    [Fact]
    public async Task An_answer_that_leaves_actions_out_is_not_believed()
    {
        await Assert.ThrowsAsync<RequestFailedException>(() => Answered(202, Batch(Accepted("1"))).SubmitTransactionAsync(TwoDeletions));
    }

    [Fact]
    public async Task An_answer_cut_off_is_not_believed()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => Answered(202, Batch(Accepted("1"))[..200]).SubmitTransactionAsync(TwoDeletions));
    }
}
