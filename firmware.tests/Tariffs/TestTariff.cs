using Firmware.Core.Tariffs;

namespace Firmware.Tests.Tariffs;

/// <summary>Tariffs of the tests. Prices are in micro-units: 250000 is 0.25.</summary>
public static class TestTariff
{
    /// <summary>A tariff in EUR whose local time is UTC.</summary>
    public static Tariff Of(params TariffElement[] elements)
    {
        return new Tariff
        {
            Format = Tariff.CurrentFormat,
            Id = "test",
            Version = 1,
            Hash = "0123456789abcdef",
            Currency = "EUR",
            CurrencyDecimals = 2,
            Elements = elements,
            UtcOffsets = LocalTime.Greenwich(),
        };
    }

    /// <summary>An element with a price per kWh.</summary>
    public static TariffElement Energy(long priceMicros)
    {
        return new TariffElement { EnergyPriceMicros = priceMicros };
    }

    /// <summary>tariff_14 of the specification: TIME and PARKING_TIME with steps, changing at 17:00 and 20:00.</summary>
    public static Tariff StepSize()
    {
        return Of(
            new TariffElement
            {
                TimePriceMicros = 1200000,
                TimeStepSeconds = 1800,
                ParkingTimePriceMicros = 1000000,
                ParkingTimeStepSeconds = 900,
                EndMinute = 17 * 60,
            },
            new TariffElement
            {
                TimePriceMicros = 2400000,
                TimeStepSeconds = 900,
                ParkingTimePriceMicros = 1000000,
                ParkingTimeStepSeconds = 900,
                StartMinute = 17 * 60,
                EndMinute = 20 * 60,
            },
            new TariffElement
            {
                TimePriceMicros = 2400000,
                TimeStepSeconds = 900,
                StartMinute = 20 * 60,
            });
    }

    /// <summary>FLAT 0.50 with 20 % and ENERGY 0.25 with 10 % VAT.</summary>
    public static TariffElement StartAndEnergy()
    {
        return new TariffElement { FlatPriceMicros = 500000, FlatVatPpm = 200000, EnergyPriceMicros = 250000, EnergyVatPpm = 100000 };
    }

    /// <summary>tariff_4, the specification's complex example: weekdays are bits 0 to 4, Saturday 5, Sunday 6.</summary>
    public static Tariff Complex()
    {
        return Of(
            new TariffElement { FlatPriceMicros = 2500000, FlatVatPpm = 150000 },
            new TariffElement
            {
                TimePriceMicros = 1000000,
                TimeVatPpm = 200000,
                TimeStepSeconds = 900,
                MaxMilliamps = 32000,
            },
            new TariffElement
            {
                TimePriceMicros = 2000000,
                TimeVatPpm = 200000,
                TimeStepSeconds = 600,
                MinMilliamps = 32000,
                DayOfWeekMask = 31,
            },
            new TariffElement
            {
                TimePriceMicros = 1250000,
                TimeVatPpm = 200000,
                TimeStepSeconds = 600,
                MinMilliamps = 32000,
                DayOfWeekMask = 96,
            },
            new TariffElement
            {
                ParkingTimePriceMicros = 5000000,
                ParkingTimeVatPpm = 100000,
                ParkingTimeStepSeconds = 300,
                StartMinute = 9 * 60,
                EndMinute = 18 * 60,
                DayOfWeekMask = 31,
            },
            new TariffElement
            {
                ParkingTimePriceMicros = 6000000,
                ParkingTimeVatPpm = 100000,
                ParkingTimeStepSeconds = 300,
                StartMinute = 10 * 60,
                EndMinute = 17 * 60,
                DayOfWeekMask = 32,
            });
    }
}
