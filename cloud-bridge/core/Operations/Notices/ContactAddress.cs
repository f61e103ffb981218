using System.Security.Cryptography;
using CloudBridge.Core.Foundation.Addresses;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>Addresses of contacts: what can be one, and what a person may see of it.</summary>
public static class ContactAddress
{
    private const int EmailLengthMax = 254;
    private const int SecretBytes = 32;

    // What parts addresses, names and headers of a mail from each other, and has no place in an address that people have.
    private const string NotInEmail = "<>()[],;:\\\"";

    /// <summary>What a webhook's key begins with, by Standard Webhooks.</summary>
    public const string WebhookKeyStart = "whsec_";

    /// <summary>A new key for a webhook.</summary>
    public static string NewWebhookKey()
    {
        return WebhookKeyStart + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));
    }

    /// <summary>Whether a text is a key of a webhook: 24 to 64 bytes in Base64, as Standard Webhooks asks for.</summary>
    public static bool IsWebhookKey(string text)
    {
        byte[] bytes = new byte[text.Length];
        return text.StartsWith(WebhookKeyStart, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[WebhookKeyStart.Length..], bytes, out int length)
            && length is >= 24 and <= 64;
    }

    /// <summary>What is wrong with a contact's address; null when nothing is.</summary>
    public static string? FindDefect(Contact contact, NoticeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return contact.Channel == NoticeChannel.Email ? FindEmailDefect(contact.Address) : FindWebDefect(contact, settings);
    }

    /// <summary>Whether a text is an e-mail address.</summary>
    public static bool IsEmail(string text)
    {
        int at = text.IndexOf('@', StringComparison.Ordinal);
        return text.Length <= EmailLengthMax && at > 0 && at == text.LastIndexOf('@') && at < text.Length - 1
            && text.All(c => c is > ' ' and <= '~' && !NotInEmail.Contains(c, StringComparison.Ordinal))
            // What the sender cannot write into a message, e.g. a domain of dots, must not come so far.
            && MimeKit.MailboxAddress.TryParse(text, out MimeKit.MailboxAddress? mailbox) && mailbox.Address == text;
    }

    private static string? FindEmailDefect(string address)
    {
        return IsEmail(address) ? null : $"'{address}' is no e-mail address: give one like olga@example.org";
    }

    private static string? FindWebDefect(Contact contact, NoticeSettings settings)
    {
        string example = contact.Channel == NoticeChannel.Push ? "https://ntfy.sh/YOUR-TOPIC" : "https://example.org/hook";
        if (
            contact.Address.Length > Contact.AddressLengthMax
            || !Uri.TryCreate(contact.Address, UriKind.Absolute, out Uri? address)
            || !(address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp))
        {
            return $"'{contact.Address}' is no address of a {contact.Channel}: give one like {example}";
        }

        if (address.UserInfo.Length > 0 || address.Fragment.Length > 0)
        {
            return "The address must have no user name, password or fragment: a token goes into its own field";
        }

        if (contact.Channel == NoticeChannel.Push && (address.AbsolutePath.Length < 2 || address.Query.Length > 0))
        {
            return $"A push address is that of a server with a topic, e.g. {example}";
        }

        if (address.Scheme == Uri.UriSchemeHttp && !settings.NoticesPlainHttp && !(address.IsLoopback && contact.IsTrusted))
        {
            return $"'{contact.Address}' goes bare over the network: give an address with https";
        }

        return !contact.IsTrusted && AddressGuard.IsRefusedByName(address)
            ? $"'{contact.Address}' is inside a private network: give an address that is reached from outside"
            : null;
    }
}
