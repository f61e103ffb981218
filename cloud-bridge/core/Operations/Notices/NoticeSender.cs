namespace CloudBridge.Core.Operations.Notices;

/// <summary>Sends a message by the channel of its contact, within a bound of time.</summary>
internal sealed class NoticeSender : IDisposable
{
    /// <summary>How long one try may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan WebPatience = TimeSpan.FromSeconds(12);

    private readonly EmailSender _email;
    private readonly WebSender _web;
    private readonly ContactBook _contacts;
    private readonly string _address;

    /// <summary>By these settings.</summary>
    public NoticeSender(
        NoticeSettings settings,
        string senderName,
        string address,
        ContactBook contacts,
        StopLinks stops,
        DocumentAttachments attachments,
        TimeProvider clock)
    {
        _email = new EmailSender(settings, senderName, stops, attachments);
        _web = new WebSender(clock);
        _contacts = contacts;
        _address = address;
    }

    /// <summary>Tries once. E-mails come one after the other, the rest as it likes.</summary>
    public async Task<SendResult> SendAsync(Notice notice, Contact contact, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(contact.Channel == NoticeChannel.Email ? Patience : WebPatience);
        // The link is made now, so that it stands in the message alone and only its hash in the database.
        Notice sent =
            notice.Purpose == NoticePurpose.Confirm
                ? notice with
                {
                    Link = _address + ContactBook.ConfirmPath + _contacts.NewConfirmation(contact.ContactId),
                }
                : notice;
        return contact.Channel == NoticeChannel.Email
            ? await _email.SendAsync(sent, contact, patience.Token)
            : await _web.SendAsync(sent, contact, patience.Token);
    }

    /// <summary>There is no e-mail to send for now.</summary>
    public Task RestAsync()
    {
        return _email.RestAsync();
    }

    public void Dispose()
    {
        _email.Dispose();
        _web.Dispose();
    }
}
