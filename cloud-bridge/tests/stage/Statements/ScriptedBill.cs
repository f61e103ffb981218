using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Registry.Accounts;
using NodaTime;
using NodaTime.Text;

namespace CloudBridge.Tests.Stage.Statements;

/// <summary>Bills as a test wants them, without a charger behind them.</summary>
internal static class ScriptedBill
{
    /// <summary>A bill of one charging period that begins at a local time like 2026-03-02T10:00:00, lasts one hour, and has one
    /// line.</summary>
    public static Bill Of(
        string localStart,
        long energyMilliwattHours,
        long exclMinor,
        long vatMinor,
        int vatPpm = 200000,
        string accountId = "olga",
        string zone = "Europe/Berlin",
        int minutes = 60)
    {
        DateTimeOffset start = LocalDateTimePattern
            .GeneralIso.Parse(localStart)
            .Value.InZoneStrictly(DateTimeZoneProviders.Tzdb[zone])
            .ToDateTimeOffset();
        long durationMs = minutes * 60000L;
        return new Bill
        {
            Number = "",
            Issued = start,
            Issuer = new BillIssuer("Test Energy", [], ""),
            Recipient = new BilledParty(accountId, "Olga", [], ""),
            Session = new BilledSession
            {
                SessionId = "",
                ChargerId = "c1",
                ConnectorType = "IEC_62196_T2",
                Start = start,
                End = start.AddMilliseconds(durationMs),
                ClockQuality = "S",
                EndReason = "EVDisconnected",
                RegisterStartMilliwattHours = 0,
                RegisterEndMilliwattHours = energyMilliwattHours,
                EnergyMilliwattHours = energyMilliwattHours,
                SubstitutedMilliwattHours = 0,
                ChargingMs = durationMs,
                ParkingMs = 0,
                DurationMs = durationMs,
                Periods = [new BilledPeriod(start, durationMs, "Charging", durationMs, 0, energyMilliwattHours, 32000, 7360000, false)],
            },
            Tariff = new BilledTariff("simple", 1, "hash", zone),
            Currency = "EUR",
            CurrencyDecimals = 2,
            TotalExclMinor = exclMinor,
            TotalInclMinor = exclMinor + vatMinor,
            TotalExclMicros = exclMinor * 10000,
            TotalInclMicros = (exclMinor + vatMinor) * 10000,
            Lines =
            [
                new BillLine
                {
                    Kind = "Energy",
                    Element = 0,
                    Volume = energyMilliwattHours,
                    BilledVolume = energyMilliwattHours,
                    PriceMicros = 300000,
                    VatPpm = vatPpm,
                    ExclMinor = exclMinor,
                    VatMinor = vatMinor,
                },
            ],
            Notes = [],
            RecordMac = "00",
            CheckCode = "",
        };
    }

    /// <summary>At another charger of a site.</summary>
    public static Bill At(this Bill bill, string chargerId, string siteName = "")
    {
        return bill with
        {
            Session = bill.Session with { ChargerId = chargerId },
            Site = siteName.Length == 0 ? null : new BilledSite(siteName, siteName, []),
        };
    }

    /// <summary>The credit note that takes a bill back.</summary>
    public static Bill Credit(this Bill bill)
    {
        return bill with
        {
            Kind = BillKind.CreditNote,
            CorrectsNumber = bill.Number,
            TotalExclMinor = -bill.TotalExclMinor,
            TotalInclMinor = -bill.TotalInclMinor,
            Lines = [.. bill.Lines.Select(line => line with { ExclMinor = -line.ExclMinor, VatMinor = -line.VatMinor })],
            Session = bill.Session with { EnergyMilliwattHours = -bill.Session.EnergyMilliwattHours },
        };
    }

    /// <summary>The bill that takes its place, with another amount.</summary>
    public static Bill Corrected(this Bill bill, long exclMinor, long vatMinor)
    {
        return bill with
        {
            Kind = BillKind.CorrectedBill,
            CorrectsNumber = bill.Number,
            TotalExclMinor = exclMinor,
            TotalInclMinor = exclMinor + vatMinor,
            Lines = [bill.Lines[0] with { ExclMinor = exclMinor, VatMinor = vatMinor }],
        };
    }
}
