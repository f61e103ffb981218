using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>A message that shows whether a contact can be reached, sent at once and past the outbox.</summary>
public sealed class TestNotice
{
    private readonly Database _database;
    private readonly NoticeSettings _settings;
    private readonly OperatorSettings _owner;
    private readonly PagesSettings _pages;
    private readonly TimeProvider _clock;

    /// <summary>By the settings of a bridge.</summary>
    public TestNotice(Database database, NoticeSettings settings, OperatorSettings owner, PagesSettings pages, TimeProvider clock)
    {
        _database = database;
        _settings = settings;
        _owner = owner;
        _pages = pages;
        _clock = clock;
    }

    /// <summary>Sends it; null when the receiver's server has taken it, else why not.</summary>
    public async Task<string?> SendAsync(Contact contact, CancellationToken cancellationToken)
    {
        ContactBook contacts = new(_database, _settings, _clock);
        StopLinks stops = new(new ServerKeys(_database), contacts, _pages);
        using NoticeSender sender = new(
            _settings,
            _owner.IssuerName,
            _pages.PublicAddress,
            contacts,
            stops,
            new DocumentAttachments(_database),
            _clock);
        Notice notice = NoticeText.Asking(contact, NoticePurpose.Test) with
        {
            PublicId = "n_" + Secret.New(15),
            Purpose = NoticePurpose.Test,
            MadeUtcMs = _clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        SendResult sent = await sender.SendAsync(notice, contact, cancellationToken);
        await sender.RestAsync();
        return sent.IsSent ? null : sent.Error;
    }
}
