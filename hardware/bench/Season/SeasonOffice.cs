using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Corrections;
using CloudBridge.Core.Billing.Statements;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Settings;
using Firmware.Core.Tariffs;
using NodaTime;

namespace Hardware.Bench.Season;

/// <summary>What is done at set times while the messages come: corrections on two days of each month, and statements on the first of the
/// next, from noon on as the bridge makes them. The dice choose the bills, so the same season has the same documents.</summary>
public sealed class SeasonOffice
{
    private const string Person = "office";

    // Statements fall due at the first of these; the later ones find accounts whose chargers were late.
    private static readonly LocalTime[] StatementTimes = [new(12, 0), new(13, 10), new(15, 0), new(18, 0)];
    private static readonly int[] CorrectionDays = [10, 20];
    private static readonly LocalTime CorrectionTime = new(10, 15);
    private static readonly Duration LookedBack = Duration.FromDays(25);

    private readonly SeasonClock _clock;
    private readonly SeasonWorld _world;
    private readonly TariffShelf _tariffs;
    private readonly Dice _dice;
    private readonly CorrectionDesk _desk;
    private readonly BillArchive _archive;
    private readonly StatementRun _statements;
    private readonly Queue<(Instant At, bool IsMonthEnd)> _ahead;
    private int _correctionCount;

    /// <summary>The office of a world, before its first day.</summary>
    public SeasonOffice(Database database, BridgeSettings settings, SeasonClock clock, SeasonWorld world, TariffShelf tariffs, Dice dice)
    {
        ArgumentNullException.ThrowIfNull(world);
        _clock = clock;
        _world = world;
        _tariffs = tariffs;
        _dice = dice;
        _desk = new CorrectionDesk(database, settings.Operator, clock);
        _archive = new BillArchive(database);
        _statements = new StatementRun(database, settings.Operator, clock, null);
        _ahead = new Queue<(Instant At, bool IsMonthEnd)>(DatesOf(world.Time));
    }

    /// <summary>When there is something to do next; null when all is done.</summary>
    public Instant? NextAt => _ahead.TryPeek(out (Instant At, bool IsMonthEnd) next) ? next.At : null;

    /// <summary>Sets the clock to the next date and does what is due; everything that came before must be committed.</summary>
    public void Work(SeasonTotals totals)
    {
        ArgumentNullException.ThrowIfNull(totals);
        (_clock.Now, bool isMonthEnd) = _ahead.Dequeue();
        if (isMonthEnd)
        {
            totals.AddStatements(_statements.FindDue().Count(due => _statements.Make(due).Statement != null));
        }
        else if (Correct() is { CreditNote: not null } result)
        {
            totals.Add(result);
        }
    }

    private static IEnumerable<(Instant At, bool IsMonthEnd)> DatesOf(Interval season)
    {
        DateTimeZone zone = SeasonSite.All[0].Zone;
        YearMonth end = season.End.InZone(zone).Date.ToYearMonth();
        for (YearMonth month = season.Start.InZone(zone).Date.ToYearMonth(); month < end; month = month.PlusMonths(1))
        {
            foreach (int day in CorrectionDays)
            {
                yield return (month.OnDayOfMonth(day).At(CorrectionTime).InZoneStrictly(zone).ToInstant(), false);
            }

            foreach (LocalTime time in StatementTimes)
            {
                yield return (month.PlusMonths(1).OnDayOfMonth(1).At(time).InZoneStrictly(zone).ToInstant(), true);
            }
        }
    }

    // One after the other: taken back, made out to whoever was forgotten, billed under the price before.
    private CorrectionResult? Correct()
    {
        return (_correctionCount++ % 3) switch
        {
            0 => Correct(BillFilter.All, "The cable could not be unlocked; the session is on the house.", null),
            1 => Correct(
                new BillFilter { AccountId = BillFilter.Nobody },
                "The driver asked for the bill afterwards.",
                new BillChange(null, _dice.OneOf(_world.Accounts).Id)),
            _ => CorrectPrice(),
        };
    }

    private CorrectionResult? CorrectPrice()
    {
        SeasonSite? site = _world.Sites.FirstOrDefault(site => site.NextTariff != null);
        if (site == null)
        {
            return null;
        }

        Tariff first = _tariffs.InForce(site, _world.Time.Start.ToUnixTimeMilliseconds());
        return Correct(
            new BillFilter { SiteId = site.Id },
            "The price of before was promised to this customer.",
            new BillChange((first.Id, first.Version), null));
    }

    // A bill that was taken back already, or that would be the same again, is refused: then there was nothing to correct that day.
    private CorrectionResult? Correct(BillFilter bills, string reason, BillChange? change)
    {
        BillFilter recent = bills with
        {
            FromUtcMs = (_clock.Now - LookedBack).ToUnixTimeMilliseconds(),
            UntilUtcMs = _clock.Now.ToUnixTimeMilliseconds(),
        };
        long count = _archive.Count(recent);
        return count == 0
            ? null
            : _desk.Correct(_archive.List(recent, (int)_dice.Between(0, count), 1)[0].Number, new CorrectionOrder(Person, reason), change);
    }
}
