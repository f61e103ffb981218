using System.Globalization;
using System.Text;
using CloudBridge.Core.Contract;

namespace CloudBridge.Tests.Stage.Live;

/// <summary>Live messages as a charger writes them.</summary>
internal static class LiveText
{
    /// <summary>A session of c1 that charges with 7.4 kW: 2 kWh after 16 min 13 s, 0.72 EUR with 20 % VAT.</summary>
    public static byte[] Charging(
        long number,
        long atUtcMs,
        string tariff = "\"tariffId\":\"simple\",\"tariffVersion\":1,",
        long energyMilliwattHours = 2000000,
        long costInclMicros = 720000,
        long powerMilliwatts = 7400000)
    {
        return Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                {"version":1,"atUtcMs":{{atUtcMs}},"status":"Charging","powerMilliwatts":{{powerMilliwatts}},"voltageMillivolts":230000,
                 "currentMilliamps":32174,"registerMilliwattHours":9000000,
                 "session":{"sessionNumber":{{number}},"startUtcMs":{{atUtcMs
                    - 973000}},"durationMs":973000,"energyMilliwattHours":{{energyMilliwattHours}},"costExclMicros":{{costInclMicros
                    * 10
                    / 12}},"costInclMicros":{{costInclMicros}},
                 "currency":"EUR",{{tariff}}"energyPriceMicros":300000,"nextEnergyPriceMicros":300000,"nextPriceUtcMs":0} }
                """));
    }

    /// <summary>The same, read.</summary>
    public static LiveReading Reading(
        long atUtcMs,
        long number = 1,
        long energyMilliwattHours = 2000000,
        long costInclMicros = 720000,
        long powerMilliwatts = 7400000)
    {
        return LiveReading.Read(
            Charging(
                number,
                atUtcMs,
                energyMilliwattHours: energyMilliwattHours,
                costInclMicros: costInclMicros,
                powerMilliwatts: powerMilliwatts),
            atUtcMs
        )!;
    }
}
