using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Core.Billing.Statements;

/// <summary>
/// Makes the statements that are due, all the time while the bridge runs: at its start those of every month that passed meanwhile, then each
/// month's at noon of the first day after, where the account is. It follows the bridge's clock and keeps nothing in memory.
/// </summary>
public sealed partial class MonthEnd : IBridgeWorker
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // By the bridge's clock, which may run faster than the real one.
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private readonly StatementRun _run;
    private readonly StatementSeal? _seal;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private DateTimeOffset _lookedUtc = DateTimeOffset.MinValue;
    private Task _looking = Task.CompletedTask;

    /// <summary>Over a database; not yet started.</summary>
    /// <exception cref="RefusedException">The key that the settings name cannot be used.</exception>
    public MonthEnd(Database database, OperatorSettings settings, TimeProvider clock, ILogger<MonthEnd> log)
    {
        _seal = StatementSeal.Open(settings);
        _run = new StatementRun(database, settings, clock, _seal);
        _clock = clock;
        _log = log;
    }

    /// <inheritdoc />
    public void Start()
    {
        _looking = Task.Run(LookAsync);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking;
        _stop.Dispose();
        _seal?.Dispose();
    }

    private async Task LookAsync()
    {
        try
        {
            using PeriodicTimer timer = new(Pause);
            do
            {
                LookNowAndThen();
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed: the loop ends here.
            return;
        }
    }

    private void LookNowAndThen()
    {
        DateTimeOffset nowUtc = _clock.GetUtcNow();
        if ((nowUtc - _lookedUtc).Duration() < Interval)
        {
            return;
        }

        try
        {
            foreach (StatementKey due in _run.FindDue())
            {
                _stop.Token.ThrowIfCancellationRequested();
                MakeIfPossible(due);
            }

            _run.SignUnsigned();
            _lookedUtc = nowUtc;
        }
        catch (Exception e) when (Database.IsStorageFailure(e))
        {
            // A database that is away for a while must not end the loop.
            LogStorageFailure(e.Message);
        }
    }

    private void MakeIfPossible(StatementKey due)
    {
        try
        {
            StatementResult result = _run.Make(due);
            if (result.Statement != null)
            {
                LogMade(result.Sentence);
            }
        }
        catch (Exception e) when (!Database.IsStorageFailure(e))
        {
            // One account whose bills somebody damaged must not keep the others from their statements; verify names the damage.
            LogFailure(due.AccountId, StatementMonth.TextOf(due.Month), e.Message);
        }
    }

    [LoggerMessage(EventId = 501, Level = LogLevel.Information, Message = "Statement {What}")]
    private partial void LogMade(string what);

    [LoggerMessage(EventId = 502, Level = LogLevel.Warning, Message = "Statements wait, because the database is away: {Cause}")]
    private partial void LogStorageFailure(string cause);

    [LoggerMessage(EventId = 503, Level = LogLevel.Error, Message = "The statement of account {AccountId} for {Month} cannot be made, look with cloud-bridge verify: {Cause}")]
    private partial void LogFailure(string accountId, string month, string cause);
}
