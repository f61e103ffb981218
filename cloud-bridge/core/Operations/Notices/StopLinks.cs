using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Registry.Access;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>The link at the end of an e-mail that stops further ones, without a sign-in. It is the contact's number and 128 bits of
/// HMAC-SHA256 over it and its address, under a key in the database: whoever has the e-mail may stop it, and can do nothing else.</summary>
public sealed class StopLinks
{
    /// <summary>What every link begins with.</summary>
    public const string Path = "/notices/stop/";

    /// <summary>What a mail program adds to stop it with one click (RFC 8058).</summary>
    public const string OneClick = "/now";

    private const string KeyName = "notice-stop";
    private const char Between = '.';
    private const int CodeBytes = 16;

    private readonly Lazy<byte[]> _key;
    private readonly ContactBook _contacts;
    private readonly string _address;

    /// <summary>Links under the database's key.</summary>
    public StopLinks(ServerKeys keys, ContactBook contacts, PagesSettings settings)
    {
        _key = new Lazy<byte[]>(() => keys.KeyOf(KeyName));
        _contacts = contacts;
        _address = settings.PublicAddress;
    }

    /// <summary>The link of a contact.</summary>
    public Uri Of(Contact contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"{_address}{Path}{contact.ContactId}{Between}{CodeOf(contact)}"));
    }

    /// <summary>The contact that the end of a link stops; null when it stops none.</summary>
    public Contact? Find(string link)
    {
        int between = link.IndexOf(Between, StringComparison.Ordinal);
        Contact? contact =
            between is > 0 and < 20 && long.TryParse(link[..between], NumberStyles.None, CultureInfo.InvariantCulture, out long contactId)
                ? _contacts.Find(contactId)
                : null;
        bool isRight =
            contact != null
            && CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(link[(between + 1)..]),
                Encoding.UTF8.GetBytes(CodeOf(contact)));
        return isRight ? contact : null;
    }

    // With address and time, because the number of a contact that was removed may be given again.
    private string CodeOf(Contact contact)
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"{contact.ContactId} {contact.AddedUtcMs} {contact.Address}");
        return Base64Url.EncodeToString(HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes(what)).AsSpan(0, CodeBytes));
    }
}
