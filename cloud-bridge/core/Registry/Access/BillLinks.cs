using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CloudBridge.Core.Registry.Access;

/// <summary>
/// The link of a bill: whoever has it may read that bill, without a sign-in. It is the number and 128 bits of HMAC-SHA256 over it, under a
/// key in the database. So it needs no column: ingest writes nothing more, a bill from before has its link too, stays immutable, and has
/// the same link whoever asks and whenever.
/// </summary>
public sealed class BillLinks
{
    /// <summary>What every link begins with.</summary>
    public const string Path = "/b/";

    private const string KeyName = "bill-link";
    private const char Between = '.';
    private const int CodeBytes = 16;

    // 16 bytes in base64url.
    private const int CodeLength = 22;

    private readonly Lazy<byte[]> _key;

    /// <summary>Links under the database's key.</summary>
    public BillLinks(ServerKeys keys)
    {
        _key = new Lazy<byte[]>(() => keys.KeyOf(KeyName));
    }

    /// <summary>The path of a bill's link.</summary>
    public string PathOf(string billNumber)
    {
        return Path + billNumber + Between + CodeOf(billNumber);
    }

    /// <summary>The number of the bill that the end of a link opens; null when it opens none.</summary>
    public string? NumberOf(string link)
    {
        int between = link.Length - CodeLength - 1;
        if (between < 1 || link[between] != Between)
        {
            return null;
        }

        string number = link[..between];
        bool isRight = CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(link[(between + 1)..]),
            Encoding.UTF8.GetBytes(CodeOf(number)));
        return isRight ? number : null;
    }

    private string CodeOf(string billNumber)
    {
        return Base64Url.EncodeToString(HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes(billNumber)).AsSpan(0, CodeBytes));
    }
}
