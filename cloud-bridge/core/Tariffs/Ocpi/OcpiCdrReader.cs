using System.Text.Json;
using Firmware.Core.Tariffs;
using NodaTime;

namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>Reads the CDR that is to be priced; only what pricing needs is asked for, because parties cut the rest out before they show
/// one.</summary>
public static class OcpiCdrReader
{
    /// <summary>A larger text is refused unread.</summary>
    public const int BytesMax = 4 * 1024 * 1024;

    private const int PeriodCountMax = 10_000;
    private const int DimensionCountMax = 16;
    private static readonly Duration DurationMax = Duration.FromMilliseconds(PriceUnit.VolumeMax(PriceDimension.Time));
    private static readonly decimal EnergyMax = PriceUnit.VolumeMax(PriceDimension.Energy) / 1_000_000m;
    private static readonly decimal TimeMax = PriceUnit.VolumeMax(PriceDimension.Time) / 3_600_000m;

    // CdrDimensionType of OCPI 2.2.1, 10.4.2. Those without a use here are told from misspelt ones.
    private static readonly Dictionary<string, CdrDimension> Words = new()
    {
        ["CURRENT"] = CdrDimension.Ignored,
        ["ENERGY"] = CdrDimension.Energy,
        ["ENERGY_EXPORT"] = CdrDimension.Ignored,
        ["ENERGY_IMPORT"] = CdrDimension.Ignored,
        ["MAX_CURRENT"] = CdrDimension.MaxCurrent,
        ["MIN_CURRENT"] = CdrDimension.MinCurrent,
        ["MAX_POWER"] = CdrDimension.MaxPower,
        ["MIN_POWER"] = CdrDimension.MinPower,
        ["PARKING_TIME"] = CdrDimension.ParkingTime,
        ["POWER"] = CdrDimension.Ignored,
        ["RESERVATION_TIME"] = CdrDimension.ReservationTime,
        ["STATE_OF_CHARGE"] = CdrDimension.Ignored,
        ["TIME"] = CdrDimension.Time,
    };

    private enum CdrDimension
    {
        Ignored,
        Energy,
        Time,
        ParkingTime,
        MinCurrent,
        MaxCurrent,
        MinPower,
        MaxPower,
        ReservationTime,
    }

    /// <summary>Reads a CDR; false, no CDR and at least one defect when it cannot be priced.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, out OcpiCdr? cdr, out IReadOnlyList<TariffDefect> defects)
    {
        TariffDefectList found = new();
        cdr = null;
        defects = found.All;
        using JsonDocument? document = OcpiJson.Open(json, BytesMax, found);
        if (document is null)
        {
            return false;
        }

        OcpiCdr candidate = Read(new JsonMembers(document.RootElement, "$", found));
        cdr = found.IsEmpty ? candidate : null;
        return found.IsEmpty;
    }

    private static OcpiCdr Read(JsonMembers root)
    {
        OcpiCdr cdr = new()
        {
            StartDateTime = root.Time("start_date_time", isRequired: true) ?? Instant.MinValue,
            EndDateTime = root.Time("end_date_time", isRequired: true) ?? Instant.MaxValue,
            Currency = OcpiTariffReader.ReadCurrency(root),
            TimeZone = root.Object("cdr_location")?.Text("time_zone", 255),
            Periods = [.. root.Objects("charging_periods", PeriodCountMax, isRequired: true).Select(ReadPeriod)],
        };
        if (cdr.StartDateTime != Instant.MinValue && cdr.EndDateTime != Instant.MaxValue)
        {
            CheckTimes(root, cdr);
        }

        CheckVolumes(root, cdr.Periods);
        return cdr;
    }

    private static OcpiCdrPeriod ReadPeriod(JsonMembers members)
    {
        Dictionary<CdrDimension, decimal> volumes = [];
        foreach (JsonMembers dimension in members.Objects("dimensions", DimensionCountMax))
        {
            ReadDimension(dimension, volumes);
        }

        return new OcpiCdrPeriod
        {
            JsonPath = members.Path,
            StartDateTime = members.Time("start_date_time", isRequired: true) ?? Instant.MinValue,
            Energy = Volume(volumes, CdrDimension.Energy),
            Time = Volume(volumes, CdrDimension.Time),
            ParkingTime = Volume(volumes, CdrDimension.ParkingTime),
            MinCurrent = Volume(volumes, CdrDimension.MinCurrent),
            MaxCurrent = Volume(volumes, CdrDimension.MaxCurrent),
            MinPower = Volume(volumes, CdrDimension.MinPower),
            MaxPower = Volume(volumes, CdrDimension.MaxPower),
        };
    }

    private static void ReadDimension(JsonMembers members, Dictionary<CdrDimension, decimal> volumes)
    {
        CdrDimension? type = members.Word("type", Words, isRequired: true);
        if (type is null or CdrDimension.Ignored)
        {
            return;
        }

        if (type == CdrDimension.ReservationTime)
        {
            members.Refuse("type", "RESERVATION_TIME cannot be priced here: this agent has no reservations");
            return;
        }

        // Parties send what their floating point gives, 0.30000000000000004; it is brought to mWh and ms when it is priced.
        decimal? volume = members.Number("volume", 0, 1_000_000, 28, isRequired: true);
        if (!volumes.TryAdd(type.Value, volume ?? 0))
        {
            members.Refuse("type", "is in this period already");
        }
    }

    private static decimal? Volume(Dictionary<CdrDimension, decimal> volumes, CdrDimension type)
    {
        return volumes.TryGetValue(type, out decimal volume) ? volume : null;
    }

    private static void CheckTimes(JsonMembers root, OcpiCdr cdr)
    {
        if (cdr.EndDateTime <= cdr.StartDateTime)
        {
            root.Refuse("end_date_time", "is not after start_date_time");
        }
        else if (cdr.EndDateTime - cdr.StartDateTime > DurationMax)
        {
            root.Refuse("end_date_time", $"is more than {TimeMax:0} hours after start_date_time");
        }

        Instant earliest = cdr.StartDateTime;
        foreach (OcpiCdrPeriod period in cdr.Periods.Where(period => period.StartDateTime != Instant.MinValue))
        {
            if (period.StartDateTime < earliest || period.StartDateTime > cdr.EndDateTime)
            {
                root.Refuse($"{period.JsonPath[2..]}.start_date_time", "lies outside the session, or before the period in front of it");
            }

            earliest = Instant.Max(earliest, period.StartDateTime);
        }
    }

    private static void CheckVolumes(JsonMembers root, IReadOnlyList<OcpiCdrPeriod> periods)
    {
        if (periods.Sum(period => period.Energy) > EnergyMax)
        {
            root.Refuse("charging_periods", $"hold more than {EnergyMax:0} kWh");
        }

        if (periods.Sum(period => period.Time) > TimeMax || periods.Sum(period => period.ParkingTime) > TimeMax)
        {
            root.Refuse("charging_periods", $"hold more than {TimeMax:0} hours");
        }
    }
}
