using CloudBridge.Core.Tariffs.Ocpi;
using NodaTime;
using NodaTime.Text;

namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>
/// Obeys start_date_time and end_date_time of a tariff (OCPI 2.2.1, 11.3.1): it is not in force before the one, and something takes its
/// place at the other. Sessions that began before it ends are priced by it to their end.
/// </summary>
public static class TariffValidity
{
    private const string End = "$.end_date_time";

    /// <summary>From when on a tariff holds that somebody wants to hold from an instant.</summary>
    public static Instant BeginOf(OcpiTariff tariff, Instant from)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        return tariff.StartDateTime is Instant start && start > from ? start : from;
    }

    /// <summary>
    /// What becomes of a tariff's end: null where it has none, or where its scope has been given what follows; the instant from which on
    /// it must be taken back where something less specific holds then; a defect where nothing does.
    /// </summary>
    /// <param name="tariff">The tariff.</param>
    /// <param name="begin">From when on it holds.</param>
    /// <param name="scope">Whom it is for.</param>
    /// <param name="place">Where the scope is, for what is less specific.</param>
    /// <param name="rows">All that was given to anybody.</param>
    /// <param name="defect">Why it cannot be published; null when it can.</param>
    public static Instant? WithdrawalOf(
        OcpiTariff tariff,
        Instant begin,
        TariffScope scope,
        ChargerPlace place,
        IReadOnlyList<TariffAssignment> rows,
        out TariffDefect? defect)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        ArgumentNullException.ThrowIfNull(scope);
        defect = null;
        if (tariff.EndDateTime is not Instant end)
        {
            return null;
        }

        string ended = InstantPattern.ExtendedIso.Format(end);
        if (end <= begin)
        {
            defect = new TariffDefect(
                End,
                $"is {ended}, and it is to hold from {InstantPattern.ExtendedIso.Format(begin)} on: it would never be in force");
            return null;
        }

        long endUtcMs = end.ToUnixTimeMilliseconds();
        bool isFollowed = AssignmentTimeline
            .Of(rows.Where(row => row.Scope == scope))
            .Any(row => !row.IsWithdrawal && row.FromUtcMs > begin.ToUnixTimeMilliseconds() && row.FromUtcMs <= endUtcMs);
        if (isFollowed)
        {
            return null;
        }

        List<TariffAssignment> wider = [.. rows.Where(row => row.Scope.Specificity < scope.Specificity && row.IsFor(place))];
        if (AssignmentTimeline.InForce(wider, endUtcMs) != null)
        {
            return end;
        }

        defect = new TariffDefect(
            End,
            $"is {ended}, and nothing takes its place then for {scope.Words}: publish what follows from that instant on first, "
                + "or leave end_date_time out");
        return null;
    }
}
