using System.Globalization;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Registry.Accounts;
using Firmware.Core.Messaging;
using Firmware.Core.Ports;
using Firmware.Core.Records;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Billing.Bills;

/// <summary>Writes a priced session down as a bill. Decides nothing about money.</summary>
public sealed class BillMaker
{
    private readonly OperatorSettings _settings;
    private readonly DateTimeZone _zone;
    private readonly BillIssuer _issuer;

    /// <summary>Bills of the issuer in the settings.</summary>
    public BillMaker(OperatorSettings settings)
    {
        _settings = settings;
        _zone = settings.Zone;
        _issuer = new BillIssuer(settings.IssuerName, AddressLines.Of(settings.IssuerAddress), settings.IssuerVatNumber);
    }

    /// <summary>The year a bill belongs to: that of its issue in the operator's zone.</summary>
    public int YearOf(long issuedUtcMs)
    {
        return At(issuedUtcMs, _zone).Year;
    }

    /// <summary>The number of a serial.</summary>
    public string NumberOf(int year, long serial)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{_settings.BillNumberPrefix}{year}-{serial:000000}");
    }

    /// <summary>The bill.</summary>
    public Bill Make(string number, long issuedUtcMs, string chargerId, DurableRecord record, PricedSession priced, SessionParties parties)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[priced.Tariff.TimeZone];
        Tariff tariff = priced.Tariff.Device;
        BilledSession session = SessionOf(chargerId, record, priced.Placement, zone);
        Bill bill = new()
        {
            Number = number,
            Issued = At(issuedUtcMs, _zone),
            Issuer = _issuer,
            Recipient = parties.Recipient,
            Site = parties.Site,
            Session = session,
            Tariff = new BilledTariff(tariff.Id, tariff.Version, tariff.Hash, zone.Id),
            Currency = tariff.Currency,
            CurrencyDecimals = tariff.CurrencyDecimals,
            TotalExclMinor = priced.TotalExclMinor,
            TotalInclMinor = priced.TotalInclMinor,
            TotalExclMicros = priced.TotalExclMicros,
            TotalInclMicros = priced.TotalInclMicros,
            Lines = priced.Lines,
            IsVatByRate = priced.IsVatByRate,
            IsEstimated = priced.Origin == PriceOrigin.BridgeEstimate,
            Notes = BillNotes.Of(session, priced),
            RecordMac = record.Mac,
            CheckCode = "",
        };
        return bill with { CheckCode = CheckCode.Of(bill) };
    }

    /// <summary>When a document is issued that is made now, in the operator's zone.</summary>
    public DateTimeOffset IssuedAt(long issuedUtcMs)
    {
        return At(issuedUtcMs, _zone);
    }

    /// <summary>The bill that takes the place of another.</summary>
    public Bill MakeCorrected(string number, long issuedUtcMs, Bill corrects, string reason, CorrectionDraft draft)
    {
        ArgumentNullException.ThrowIfNull(corrects);
        ArgumentNullException.ThrowIfNull(draft);
        Bill bill = Make(number, issuedUtcMs, corrects.Session.ChargerId, draft.Record, draft.Priced, draft.Parties) with
        {
            Kind = BillKind.CorrectedBill,
            CorrectsNumber = corrects.Number,
            CorrectionReason = reason,
        };
        return bill with { CheckCode = CheckCode.Of(bill) };
    }

    private static BilledSession SessionOf(string chargerId, DurableRecord record, SessionPlacement placement, DateTimeZone zone)
    {
        ChargingSession session = record.Session!;
        List<BilledPeriod> periods = [];
        long substituted = 0;
        for (int i = 0; i < session.PeriodCount; i++)
        {
            periods.Add(PeriodOf(session.Periods[i], placement.Periods[i], zone));
            substituted += session.Periods[i].SubstitutedMilliwattHours;
        }

        ClockQuality worse = session.StartQuality < session.EndQuality ? session.StartQuality : session.EndQuality;
        return new BilledSession
        {
            SessionId = SessionMessage.IdOf(chargerId, session.Number),
            ChargerId = chargerId,
            ConnectorType = session.ConnectorType,
            Start = At(placement.StartUtcMs, zone),
            End = At(placement.EndUtcMs, zone),
            NotBefore = placement.IsKnown ? null : At(placement.EarliestUtcMs, zone),
            NotAfter = placement.IsKnown ? null : At(placement.LatestUtcMs, zone),
            ClockQuality = ClockQualityLetter.Of(worse),
            EndReason = EndReasonName.Of(session.EndReason),
            RegisterStartMilliwattHours = session.RegisterStartMilliwattHours,
            RegisterEndMilliwattHours = session.RegisterEndMilliwattHours,
            EnergyMilliwattHours = session.EnergyMilliwattHours,
            SubstitutedMilliwattHours = substituted,
            ChargingMs = periods.Sum(period => period.ChargingMs),
            ParkingMs = periods.Sum(period => period.ParkingMs),
            DurationMs = periods.Sum(period => period.DurationMs),
            Periods = periods,
        };
    }

    private static BilledPeriod PeriodOf(ChargingPeriod period, PeriodBounds bounds, DateTimeZone zone)
    {
        return new BilledPeriod(
            At(bounds.LatestStartUtcMs, zone),
            period.DurationMs,
            SessionMessage.KindName(period.Kind),
            period.ChargingMs,
            period.ParkingMs,
            period.EnergyMilliwattHours,
            period.CurrentMilliamps,
            period.PowerMilliwatts,
            period.IsMeterLost,
            PeriodElements.Of(period));
    }

    private static DateTimeOffset At(long utcMs, DateTimeZone zone)
    {
        return Instant.FromUnixTimeMilliseconds(utcMs).InZone(zone).ToDateTimeOffset();
    }
}
