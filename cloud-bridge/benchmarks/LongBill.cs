using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Registry.Accounts;

namespace CloudBridge.Benchmarks;

/// <summary>A bill whose session has 64 periods of a quarter of an hour, each under another price than the one before.</summary>
internal static class LongBill
{
    private const int PeriodCount = 64;

    /// <summary>1 kWh a period at 0.30 and 0.20 in turn, 20 % VAT: 32 x 0.30 + 32 x 0.20 = 16.00 / 19.20.</summary>
    public static Bill Make()
    {
        DateTimeOffset start = new(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(1));
        BilledPeriod[] periods =
        [
            .. Enumerable
                .Range(0, PeriodCount)
                .Select(i => new BilledPeriod(
                    start.AddMinutes(15 * i),
                    900000,
                    "Charging",
                    900000,
                    0,
                    1000000,
                    16000,
                    4000000,
                    false,
                    new PeriodElements(i % 2, null, null, null))),
        ];
        return new Bill
        {
            Number = "2026-000001",
            Issued = start.AddDays(1),
            Issuer = new BillIssuer("Example Energy", ["1 Main Street", "Springfield"], "XX123456789"),
            Session = SessionOf(start, periods),
            Tariff = new BilledTariff("simple", 1, "0123456789abcdef", "Europe/Berlin"),
            Currency = "EUR",
            CurrencyDecimals = 2,
            TotalExclMinor = 1600,
            TotalInclMinor = 1920,
            TotalExclMicros = 16000000,
            TotalInclMicros = 19200000,
            Lines = [LineOf(0, 300000, 960, 192), LineOf(1, 200000, 640, 128)],
            Notes = ["The charger's clock was synchronised with a time server.", "Amounts are rounded once, half up, at the totals."],
            RecordMac = "00112233445566778899aabbccddeeff",
            CheckCode = "0000-0000-0000",
        };
    }

    private static BilledSession SessionOf(DateTimeOffset start, BilledPeriod[] periods)
    {
        return new BilledSession
        {
            SessionId = "garage-1-1",
            ChargerId = "garage-1",
            ConnectorType = "IEC_62196_T2",
            Start = start,
            End = start.AddHours(16),
            ClockQuality = "S",
            EndReason = "EVDisconnected",
            RegisterStartMilliwattHours = 0,
            RegisterEndMilliwattHours = 64000000,
            EnergyMilliwattHours = 64000000,
            SubstitutedMilliwattHours = 0,
            ChargingMs = 57600000,
            ParkingMs = 0,
            DurationMs = 57600000,
            Periods = periods,
        };
    }

    private static BillLine LineOf(int element, long priceMicros, long exclMinor, long vatMinor)
    {
        return new BillLine
        {
            Kind = "Energy",
            Element = element,
            Condition = element == 0 ? "from 3.6 kW" : "",
            Volume = 32000000,
            BilledVolume = 32000000,
            PriceMicros = priceMicros,
            VatPpm = 200000,
            ExclMinor = exclMinor,
            VatMinor = vatMinor,
        };
    }
}
