using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace CloudBridge.Web.Ocpi;

/// <summary>Which objects of a list are asked for: date_from, date_to, offset and limit of OCPI 2.2.1 (4.1.4, and the GET of each
/// module).</summary>
/// <param name="From">Last updated at this instant or later; null is from ever.</param>
/// <param name="To">Last updated before this instant; null is until now.</param>
/// <param name="Offset">How many objects are left out at the beginning.</param>
/// <param name="Limit">How many objects are given at most: what was asked for, or <see cref="LimitMax"/> where that is less.</param>
public sealed record OcpiPaging(Instant? From, Instant? To, int Offset, int Limit)
{
    /// <summary>The most objects of one answer; X-Limit says so.</summary>
    public const int LimitMax = 100;

    /// <summary>Reads the query of a request; false with what is wrong in it.</summary>
    public static bool TryRead(IQueryCollection query, out OcpiPaging? paging, out string defect)
    {
        ArgumentNullException.ThrowIfNull(query);
        paging = null;
        defect = "";
        if (!TryReadInstant(query, "date_from", out Instant? from, ref defect)
            || !TryReadInstant(query, "date_to", out Instant? to, ref defect)
            || !TryReadNumber(query, "offset", 0, 0, out int offset, ref defect)
            || !TryReadNumber(query, "limit", LimitMax, 1, out int limit, ref defect))
        {
            return false;
        }

        paging = new OcpiPaging(from, to, offset, Math.Min(limit, LimitMax));
        return true;
    }

    /// <summary>Unix ms of <see cref="From"/>; the smallest number without one.</summary>
    public long FromUtcMs => From?.ToUnixTimeMilliseconds() ?? long.MinValue;

    /// <summary>Unix ms of <see cref="To"/>; the largest number without one.</summary>
    public long ToUtcMs => To?.ToUnixTimeMilliseconds() ?? long.MaxValue;

    // OCPI writes UTC with a Z or with nothing.
    private static bool TryReadInstant(IQueryCollection query, string name, out Instant? instant, ref string defect)
    {
        string text = query[name].ToString();
        instant = null;
        if (text.Length == 0)
        {
            return true;
        }

        ParseResult<Instant> parsed = InstantPattern.ExtendedIso.Parse(text.EndsWith('Z') ? text : text + "Z");
        if (!parsed.Success)
        {
            defect = $"{name} is no UTC time: give one like 2026-03-01T00:00:00Z";
            return false;
        }

        instant = parsed.Value;
        return true;
    }

    private static bool TryReadNumber(IQueryCollection query, string name, int without, int minimum, out int number, ref string defect)
    {
        string text = query[name].ToString();
        number = without;
        if (text.Length == 0 || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= minimum))
        {
            return true;
        }

        defect = $"{name} is no whole number from {minimum} up";
        return false;
    }
}
