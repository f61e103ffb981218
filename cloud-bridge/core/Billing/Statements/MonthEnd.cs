using CloudBridge.Core.Foundation.Clocks;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Foundation.Work;

namespace CloudBridge.Core.Billing.Statements;

/// <summary>
/// Makes the statements that are due, all the time while the bridge runs: at its start those of every month that passed meanwhile, then
/// each month's at noon of the first day after, where the account is. It follows the bridge's clock and keeps nothing in memory.
/// </summary>
public sealed partial class MonthEnd : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // By the bridge's clock, which may run faster than the real one.
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private readonly StatementRun _run;
    private readonly StatementSeal? _seal;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly WorkLoop _loop;
    private DateTimeOffset _lookedUtc = DateTimeOffset.MinValue;

    /// <summary>Over a database; not yet started.</summary>
    /// <exception cref="RefusedException">The key that the settings name cannot be used.</exception>
    public MonthEnd(Database database, OperatorSettings settings, TimeProvider clock, ILogger<MonthEnd> log)
    {
        _seal = StatementSeal.Open(settings);
        _run = new StatementRun(database, settings, clock, _seal);
        _clock = clock;
        _log = log;
        _loop = new WorkLoop("month end", LookAsync, Pause, log) { StorageFailed = LogStorageFailure, DefectMet = LogFailure };
    }

    /// <summary>Beats after each look and after each statement.</summary>
    public Heartbeat? Heartbeat { get; init; }

    /// <summary>Whether all sessions are billed that had waited for the clock; before that a statement would leave them out.</summary>
    public Func<bool> IsSettled { get; init; } = () => true;

    /// <summary>Looks from now on.</summary>
    public void Start()
    {
        _loop.Heartbeat = Heartbeat;
        _loop.Start();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _loop.DisposeAsync();
        _seal?.Dispose();
    }

    private async Task<TimeSpan?> LookAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset nowUtc = _clock.GetUtcNow();
        if (_clock.Doubt() != null || !IsSettled())
        {
            return Pause;
        }

        if ((nowUtc - _lookedUtc).Duration() < Interval)
        {
            return Pause;
        }

        List<string> abouts = [];
        foreach (StatementKey due in _run.FindDue())
        {
            cancellationToken.ThrowIfCancellationRequested();
            string about = $"account {due.AccountId}, {StatementMonth.TextOf(due.Month)}, {due.Currency}";
            abouts.Add(about);
            // One account whose bills somebody damaged must not keep the others from their statements; verify names the damage.
            await _loop.TryAsync(about, () => MakeAsync(due));
            Heartbeat?.Beat();
        }

        _loop.Defects.KeepOnly(abouts);
        _run.SignUnsigned();
        _lookedUtc = nowUtc;
        return Pause;
    }

    private Task MakeAsync(StatementKey due)
    {
        StatementResult result = _run.Make(due);
        if (result.Statement != null)
        {
            LogMade(result.Sentence);
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(EventId = 501, Level = LogLevel.Information, Message = "Statement {What}")]
    private partial void LogMade(string what);

    [LoggerMessage(EventId = 502, Level = LogLevel.Warning, Message = "Statements wait, because the database is away: {Cause}")]
    private partial void LogStorageFailure(string cause);

    [LoggerMessage(
        EventId = 503,
        Level = LogLevel.Error,
        Message = "A statement cannot be made, look with cloud-bridge verify ({About}); the others go on."
    )]
    private partial void LogFailure(string about, Exception cause);
}
