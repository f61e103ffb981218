using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Foundation.Work;
using CloudBridge.Core.Registry.Access;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>Sends what waits in the outbox: one lane for e-mail, several for webhooks and push, so that a receiver that hangs does not hold
/// up all. Each message is claimed right before it is sent and settled right after; in between nothing holds the database.</summary>
internal sealed partial class NoticeCourier : IAsyncDisposable
{
    private const int WebLanes = 4;
    private const int DiceSides = 1000;
    private const int CauseLengthMax = 300;

    // Longer than a try may take, and no longer: what a bridge that died was sending waits for so long.
    private static readonly TimeSpan ClaimTime = NoticeSender.Patience + TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly NoticeOutbox _outbox;
    private readonly ContactBook _contacts;
    private readonly NoticeSender _sender;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly WorkLoop[] _lanes;
    private readonly CancellationTokenSource _hangUp = new();
    private readonly string _name = Secret.New(12);

    /// <summary>Over an outbox; not started. <paramref name="clock"/> is the real time.</summary>
    public NoticeCourier(NoticeOutbox outbox, ContactBook contacts, NoticeSender sender, TimeProvider clock, ILogger log)
    {
        _outbox = outbox;
        _contacts = contacts;
        _sender = sender;
        _clock = clock;
        _log = log;
        _lanes = [.. Enumerable.Range(0, WebLanes).Select(_ => NewLane("webhooks", isEmail: false)), NewLane("e-mail", isEmail: true)];
    }

    /// <summary>Sends from now on; the heartbeat tells what the lanes meet.</summary>
    public void Start(Heartbeat? heartbeat)
    {
        foreach (WorkLoop lane in _lanes)
        {
            heartbeat?.Follow(lane.Defects);
            lane.Start();
        }
    }

    /// <summary>There is something to send.</summary>
    public void Wake()
    {
        foreach (WorkLoop lane in _lanes)
        {
            lane.Wake();
        }
    }

    /// <summary>Begins no further try, and leaves those under way a moment to end.</summary>
    public async ValueTask DisposeAsync()
    {
        _hangUp.CancelAfter(Grace);
        await Task.WhenAll(_lanes.Select(lane => lane.DisposeAsync().AsTask()));
        _sender.Dispose();
        _hangUp.Dispose();
    }

    private WorkLoop NewLane(string name, bool isEmail)
    {
        return new WorkLoop(name, _ => SendAsync(isEmail), Pause, _log) { StorageFailed = LogStorageFailure, DefectMet = LogDefect };
    }

    private async Task<TimeSpan?> SendAsync(bool isEmail)
    {
        if (await SendNextAsync(isEmail))
        {
            return TimeSpan.Zero;
        }

        if (isEmail)
        {
            await _sender.RestAsync();
        }

        return Pause;
    }

    // Whether there was one.
    private async Task<bool> SendNextAsync(bool isEmail)
    {
        Notice? notice = _outbox.Claim(_name, (long)ClaimTime.TotalMilliseconds, isEmail);
        if (notice == null)
        {
            return false;
        }

        await SettleAsync(notice, await TrySendAsync(notice));
        return true;
    }

    private async Task<SendResult> TrySendAsync(Notice notice)
    {
        try
        {
            Contact? contact = _contacts.Find(notice.ContactId);
            return contact == null ? SendResult.Failed($"contact {notice.ContactId} cannot be read")
                : IsWanted(notice, contact) ? await _sender.SendAsync(notice, contact, _hangUp.Token)
                : SendResult.Unwanted;
        }
        catch (Exception e) when (!Database.IsStorageFailure(e))
        {
            // One message that nobody was made for must not end a lane, and with it the messages of everybody.
            LogDefect("notice " + notice.PublicId, e);
            return SendResult.Refused("The message could not be made: " + e.Message);
        }
    }

    private static bool IsWanted(Notice notice, Contact contact)
    {
        return notice.Purpose switch
        {
            NoticePurpose.Confirm => contact.ConfirmedUtcMs == null,
            NoticePurpose.Test => contact.ConfirmedUtcMs != null,
            _ => contact.IsUsed,
        };
    }

    private async Task SettleAsync(Notice notice, SendResult result)
    {
        long? nextMs = BackOff.NextUtcMs(result, notice.Tries, _clock.GetUtcNow().ToUnixTimeMilliseconds(), Random.Shared.Next(DiceSides));
        for (int tries = 1; ; tries++)
        {
            try
            {
                _outbox.Settle(notice, _name, result, nextMs);
                break;
            }
            catch (Exception e) when (Database.IsStorageFailure(e) && tries < 5)
            {
                // What was sent and is not settled would be sent again.
                await Task.Delay(Pause, CancellationToken.None);
            }
        }

        if (!result.IsSent && !result.IsUnwanted)
        {
            LogFailure(notice.PublicId, nextMs == null ? "given up" : "will be tried again", OutsideText.Of(result.Error, CauseLengthMax));
        }
    }

    [LoggerMessage(EventId = 621, Level = LogLevel.Warning, Message = "Notice {NoticeId} was not delivered and is {Fate}: {Cause}")]
    private partial void LogFailure(string noticeId, string fate, string cause);

    [LoggerMessage(
        EventId = 622,
        Level = LogLevel.Error,
        Message = "A notice met a defect of the bridge ({About}); the others go on. Please report it."
    )]
    private partial void LogDefect(string about, Exception cause);

    [LoggerMessage(EventId = 623, Level = LogLevel.Warning, Message = "Notices wait, because the database is away: {Cause}")]
    private partial void LogStorageFailure(string cause);
}
