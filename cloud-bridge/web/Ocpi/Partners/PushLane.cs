using CloudBridge.Core.Foundation.Work;
using CloudBridge.Core.Registry.Partners;

namespace CloudBridge.Web.Ocpi.Partners;

/// <summary>
/// Tells one partner what it is owed, one after the other in order. While it cannot be reached everything waits, longer each time; what it
/// refuses for good is told and left. No other partner waits for it.
/// </summary>
internal sealed partial class PushLane : IAsyncDisposable
{
    // A partner that answers can answer with an error for ever, and must not stop all others behind it.
    private const int AnsweredTriesMax = 12;
    private const int WaitDoublingsMax = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WaitMax = TimeSpan.FromHours(1);

    // Longer than the two requests of a push may take.
    private static readonly TimeSpan ClaimTime = TimeSpan.FromSeconds(90);

    private readonly string _partnerName;
    private readonly string _sender;
    private readonly PushLaneParts _parts;
    private readonly ILogger _log;

    /// <summary>A lane that is not started.</summary>
    /// <param name="partnerName">The partner.</param>
    /// <param name="sender">The bridge.</param>
    /// <param name="parts">What it works with.</param>
    /// <param name="log">Where failures are told.</param>
    public PushLane(string partnerName, string sender, PushLaneParts parts, ILogger log)
    {
        _partnerName = partnerName;
        _sender = sender;
        _parts = parts;
        _log = log;
        Loop = new WorkLoop("partner " + partnerName, SendAsync, Pause, log, parts.WallClock);
    }

    /// <summary>The loop that sends.</summary>
    public WorkLoop Loop { get; }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        return Loop.DisposeAsync();
    }

    private long NowUtcMs => _parts.WallClock.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<TimeSpan?> SendAsync(CancellationToken cancellationToken)
    {
        OwedPush? push = _parts.Owed.Next(_partnerName);
        if (push == null
            || push.NextUtcMs > NowUtcMs
            || !_parts.Owed.TryClaim(_partnerName, _sender, NowUtcMs, NowUtcMs + (long)ClaimTime.TotalMilliseconds)
            || _parts.Partners.Find(_partnerName) is not { IsRegistered: true } partner)
        {
            return Pause;
        }

        OcpiReply? reply = await TellAsync(partner, push, cancellationToken);
        Settle(push, reply);
        return reply is { IsDone: false } ? Pause : TimeSpan.Zero;
    }

    // Null where there is nothing to tell.
    private async Task<OcpiReply?> TellAsync(Partner partner, OwedPush push, CancellationToken cancellationToken)
    {
        if (partner.ReceiverOf(PushKind.ModuleOf(push.Kind)) is not string receiver)
        {
            return null;
        }

        OcpiReply? reply = null;
        foreach (PushRequest request in _parts.Texts.Of(push, receiver))
        {
            OcpiWay? way = WayTo(partner);
            reply = await _parts.Client.SendAsync(request.Method, request.Url, partner.TheirToken, request.Body, way, cancellationToken);
            if (reply.IsRefused && request.MayLack)
            {
                return null;
            }

            // Whatever a partner answers when it lacks the object, 404, OCPI 2003 or an error of its own: it is given the whole (4.1.3.4).
            if (reply.IsDone || reply.IsAway)
            {
                return reply;
            }
        }

        return reply;
    }

    private OcpiWay? WayTo(Partner partner)
    {
        PartnerRole? role = partner.Roles.OrderBy(one => one.Role == "CPO").FirstOrDefault();
        OcpiParty? own = OcpiParty.Of(_parts.Party);
        return role == null || own == null ? null : new OcpiWay(own.CountryCode, own.PartyId, role.CountryCode, role.PartyId);
    }

    private void Settle(OwedPush push, OcpiReply? reply)
    {
        if (reply == null)
        {
            _parts.Owed.Settle(push);
            return;
        }

        if (reply.IsDone)
        {
            _parts.Owed.Settle(push);
        }
        else if (reply.IsRefused || (!reply.IsAway && push.Tries + 1 >= AnsweredTriesMax))
        {
            _parts.Owed.Refuse(push, $"{push.Kind} {push.Id}. {reply.Text}", NowUtcMs);
            LogRefused(_partnerName, push.Kind, push.Id, reply.Text);
        }
        else
        {
            Defer(push, reply);
            return;
        }

        if (_parts.Owed.TryClearFailure(_partnerName))
        {
            LogReached(_partnerName);
        }
    }

    private void Defer(OwedPush push, OcpiReply reply)
    {
        TimeSpan wait = FirstWait * (1 << (int)Math.Min(push.Tries, WaitDoublingsMax));
        _parts.Owed.Defer(push, reply.Text, NowUtcMs, NowUtcMs + (long)(wait < WaitMax ? wait : WaitMax).TotalMilliseconds);
        if (push.Tries == 0)
        {
            LogFailing(_partnerName, reply.Text);
        }
    }

    [LoggerMessage(EventId = 934, Level = LogLevel.Warning, Message = "OCPI partner {Partner} refuses {Kind} {Id} for good. {Cause}")]
    private partial void LogRefused(string partner, string kind, string id, string cause);

    [LoggerMessage(EventId = 935, Level = LogLevel.Warning, Message = "OCPI partner {Partner} is not told of changes for now. {Cause}")]
    private partial void LogFailing(string partner, string cause);

    [LoggerMessage(EventId = 936, Level = LogLevel.Information, Message = "OCPI partner {Partner} is told of changes again")]
    private partial void LogReached(string partner);
}
