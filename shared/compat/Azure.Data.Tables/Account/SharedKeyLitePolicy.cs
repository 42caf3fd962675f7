using System.Buffers;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>Signs each try with the account's key: the date and the canonical resource, as the Table service's Shared Key Lite wants it.</summary>
internal sealed class SharedKeyLitePolicy(TableSharedKeyCredential credential) : HttpPipelineSynchronousPolicy
{
    private const int SignatureBytes = 32;

    public override void OnSendingRequest(HttpMessage message)
    {
        var date = TimeProvider.System.GetUtcNow().ToString("R");
        var path = message.Request.Uri.ToUri().AbsolutePath;
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue("Authorization", Authorization(date, path));
    }

    private string Authorization(string date, string path)
    {
        var account = credential.AccountName;
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(date.Length + account.Length + path.Length + 2));
        try
        {
            var length = Encoding.UTF8.GetBytes(date, buffer);
            buffer[length++] = (byte)'\n';
            buffer[length++] = (byte)'/';
            length += Encoding.UTF8.GetBytes(account, buffer.AsSpan(length));
            length += Encoding.UTF8.GetBytes(path, buffer.AsSpan(length));
            Span<byte> signature = stackalloc byte[SignatureBytes];
            credential.Sign(buffer.AsSpan(0, length), signature);
            return string.Concat("SharedKeyLite ", account, ":", Convert.ToBase64String(signature));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
