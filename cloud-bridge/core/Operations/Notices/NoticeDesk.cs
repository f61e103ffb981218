using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Foundation.Work;
using CloudBridge.Core.Registry.Access;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>Tells people and systems what happens to incidents, and mails accounts their documents: plans, gathers and sends, all the time
/// while the bridge runs.</summary>
public sealed partial class NoticeDesk : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(20);

    private readonly NoticePlanner _planner;
    private readonly DocumentPlanner _documents;
    private readonly NoticeCourier _courier;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly WorkLoop _loop;

    /// <summary>Over a database; not yet started.</summary>
    /// <param name="database">The database.</param>
    /// <param name="settings">How messages leave.</param>
    /// <param name="owner">In whose name.</param>
    /// <param name="pages">Where links lead.</param>
    /// <param name="clock">The bridge's clock: what is gathered goes by it.</param>
    /// <param name="wallClock">The real time: sending, trying again and links go by it.</param>
    /// <param name="log">Where log lines go.</param>
    /// <exception cref="RefusedException">A file that the settings name cannot be used.</exception>
    public NoticeDesk(
        Database database,
        NoticeSettings settings,
        OperatorSettings owner,
        PagesSettings pages,
        TimeProvider clock,
        TimeProvider wallClock,
        ILogger<NoticeDesk> log)
    {
        _clock = clock;
        _log = log;
        Contacts = new ContactBook(database, settings, wallClock);
        Outbox = new NoticeOutbox(database, wallClock);
        StopLinks = new StopLinks(new ServerKeys(database), Contacts, pages);
        _planner = new NoticePlanner(database, pages, clock, wallClock, NoticeParts.RemedyOf)
        {
            Defect = e => LogDefect("a contact or an incident", e),
        };
        _documents = new DocumentPlanner(database, pages, clock, wallClock);
        _loop = new WorkLoop("notices", PlanAsync, Pause, log) { StorageFailed = LogStorageFailure, DefectMet = LogDefect };
        _courier = new NoticeCourier(
            Outbox,
            Contacts,
            new NoticeSender(
                settings,
                owner.IssuerName,
                pages.PublicAddress,
                Contacts,
                StopLinks,
                new DocumentAttachments(database),
                wallClock),
            wallClock,
            log);
    }

    /// <summary>How people and systems are reached.</summary>
    public ContactBook Contacts { get; }

    /// <summary>The messages.</summary>
    public NoticeOutbox Outbox { get; }

    /// <summary>Links that stop e-mails.</summary>
    public StopLinks StopLinks { get; }

    /// <summary>Beats each time the desk looks.</summary>
    public Heartbeat? Heartbeat { get; init; }

    /// <summary>Plans and sends from now on.</summary>
    public void Start()
    {
        _courier.Start(Heartbeat);
        _loop.Heartbeat = Heartbeat;
        _loop.Start();
    }

    /// <summary>Something happened to an incident, or a message was put in: whoever commits it may say so, and it is looked at at once and
    /// not within a second.</summary>
    public void Wake()
    {
        _loop.Wake();
        _courier.Wake();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _loop.DisposeAsync();
        await _courier.DisposeAsync();
    }

    private Task<TimeSpan?> PlanAsync(CancellationToken cancellationToken)
    {
        return Task.FromResult<TimeSpan?>(Plan());
    }

    // How long to wait for the next look.
    private TimeSpan Plan()
    {
        int made = _planner.Pass() + _documents.Pass();
        if (made > 0)
        {
            _courier.Wake();
        }

        if (made >= NoticeLimits.GatheringsPerPass || _planner.NextDueUtcMs() is not long dueMs)
        {
            return made > 0 ? PauseMin : Pause;
        }

        TimeSpan untilDue = DateTimeOffset.FromUnixTimeMilliseconds(dueMs) - _clock.GetUtcNow();
        return untilDue < PauseMin ? PauseMin : untilDue > Pause ? Pause : untilDue;
    }

    [LoggerMessage(
        EventId = 612,
        Level = LogLevel.Error,
        Message = "Telling of incidents met a defect of the bridge at {About}; the others go on. Please report it."
    )]
    private partial void LogDefect(string about, Exception cause);

    [LoggerMessage(EventId = 611, Level = LogLevel.Warning, Message = "Incidents are not told, because the database is away: {Cause}")]
    private partial void LogStorageFailure(string cause);
}
