namespace CloudBridge.Tests.Core.Tariffs;

/// <summary>
/// The tariffs of the specification's examples, restated, and by hand what a driver has to be told about each: the specification's own
/// description of it, with VAT added. Rows are item, price, detail and condition.
/// </summary>
internal static class ExampleTerms
{
    private const string StartAndEnergy = """
        { "price_components": [ { "type": "FLAT", "price": 0.50, "vat": 20.0, "step_size": 1 },
                                { "type": "ENERGY", "price": 0.25, "vat": 10.0, "step_size": 1 } ] }
        """;

    private static readonly string[] StartAndEnergyRows =
    [
        "Energy | 0.275 EUR / kWh | 0.25 + 10 % VAT | ",
        "Start fee | 0.60 EUR | 0.50 + 20 % VAT | ",
    ];

    private const string StartAndEnergySentence =
        "0.275 EUR per kWh, 0.60 EUR start fee, including VAT; nothing else is charged.";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<ExampleTariff> All =
    [
        // "A simple tariff: 2.00 per hour, VAT 10 %, billed per minute."
        new(
            "tariff_1_simple_2hour",
            Element("""{ "type": "TIME", "price": 2.00, "vat": 10.0, "step_size": 60 }"""),
            "2.20 EUR per hour of charging (in steps of 1 min), including 10 % VAT; nothing else is charged.",
            "Charging time | 2.20 EUR / h | 2.00 + 10 % VAT, in steps of 1 min | "),
        // 1.90 x 1.052 = 1.9988, which its text calls 2.00.
        new(
            "tariff_2_alt_text",
            Element("""{ "type": "TIME", "price": 1.90, "vat": 5.2, "step_size": 300 }"""),
            "1.9988 EUR per hour of charging (in steps of 5 min), including 5.2 % VAT; nothing else is charged.",
            "Charging time | 1.9988 EUR / h | 1.90 + 5.2 % VAT, in steps of 5 min | "),
        new(
            "tariff_3_alt_url",
            Element(
                """
                { "type": "FLAT", "price": 0.50, "vat": 20.0, "step_size": 1 },
                { "type": "ENERGY", "price": 0.25, "vat": 10.0, "step_size": 100 }
                """),
            "0.275 EUR per kWh (in steps of 100 Wh), 0.60 EUR start fee, including VAT; nothing else is charged.",
            "Energy | 0.275 EUR / kWh | 0.25 + 10 % VAT, in steps of 100 Wh | ",
            "Start fee | 0.60 EUR | 0.50 + 20 % VAT | "),
        // 2.50 x 1.15 = 2.875. At less than 32 A 1.00 in steps of 15 minutes; at 32 A or more 2.00 on working days, 1.25 on weekends, in
        // steps of 10. Parking 5.00 on working days from 9 to 18, 6.00 on Saturdays from 10 to 17, in steps of 5; VAT 20 and 10 %.
        new(
            "tariff_4_complex",
            """
            { "price_components": [ { "type": "FLAT", "price": 2.50, "vat": 15.0, "step_size": 1 } ] },
            { "price_components": [ { "type": "TIME", "price": 1.00, "vat": 20.0, "step_size": 900 } ],
              "restrictions": { "max_current": 32.00 } },
            { "price_components": [ { "type": "TIME", "price": 2.00, "vat": 20.0, "step_size": 600 } ],
              "restrictions": { "min_current": 32.00, "day_of_week": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"] } },
            { "price_components": [ { "type": "TIME", "price": 1.25, "vat": 20.0, "step_size": 600 } ],
              "restrictions": { "min_current": 32.00, "day_of_week": ["SATURDAY", "SUNDAY"] } },
            { "price_components": [ { "type": "PARKING_TIME", "price": 5.00, "vat": 10.0, "step_size": 300 } ],
              "restrictions": { "start_time": "09:00", "end_time": "18:00",
                                "day_of_week": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"] } },
            { "price_components": [ { "type": "PARKING_TIME", "price": 6.00, "vat": 10.0, "step_size": 300 } ],
              "restrictions": { "start_time": "10:00", "end_time": "17:00", "day_of_week": ["SATURDAY"] } }
            """,
            "Charging time 1.20 to 2.40 EUR per hour by weekday and current (in steps of up to 15 min), "
                + "parking free to 6.60 EUR per hour by time of day and weekday (in steps of 5 min), "
                + "2.875 EUR start fee, including VAT; nothing else is charged.",
            "Charging time | 1.20 EUR / h | 1.00 + 20 % VAT, in steps of 15 min | below 32 A",
            "Charging time | 2.40 EUR / h | 2.00 + 20 % VAT, in steps of 10 min | Mon to Fri, from 32 A",
            "Charging time | 1.50 EUR / h | 1.25 + 20 % VAT, in steps of 10 min | Sat and Sun, from 32 A",
            "Parking, not charging | 5.50 EUR / h | 5.00 + 10 % VAT, in steps of 5 min | Mon to Fri, 09:00 to 18:00",
            "Parking, not charging | 6.60 EUR / h | 6.00 + 10 % VAT, in steps of 5 min | Sat, 10:00 to 17:00",
            "Parking, not charging | free |  | otherwise",
            "Start fee | 2.875 EUR | 2.50 + 15 % VAT | "),
        new(
            "tariff_5_free_of_charge",
            Element("""{ "type": "FLAT", "price": 0.00, "step_size": 0 }"""),
            "Free of charge.",
            "Charging and parking | free |  | "),
        new(
            "tariff_6_025kwh_start_max_price",
            StartAndEnergy,
            "0.275 EUR per kWh, 0.60 EUR start fee, at most 11.00 EUR a session, including VAT; nothing else is charged.",
            [.. StartAndEnergyRows, "Maximum per session | 11.00 EUR | 10.00 without VAT | "])
        {
            More = """ "max_price": { "excl_vat": 10.00, "incl_vat": 11.00 }, "end_date_time": "2019-06-30T23:59:59Z", """,
        },
        new(
            "tariff_8_simple_025kwh",
            Element("""{ "type": "ENERGY", "price": 0.25, "vat": 10.0, "step_size": 1 }"""),
            "0.275 EUR per kWh, including 10 % VAT; nothing else is charged.",
            "Energy | 0.275 EUR / kWh | 0.25 + 10 % VAT | "),
        new("tariff_9_025kwh_start", StartAndEnergy, StartAndEnergySentence, StartAndEnergyRows),
        new(
            "tariff_10_025kwh_parking_start",
            Element(
                """
                { "type": "FLAT", "price": 0.50, "vat": 20.0, "step_size": 1 },
                { "type": "ENERGY", "price": 0.25, "vat": 10.0, "step_size": 1 },
                { "type": "PARKING_TIME", "price": 2.00, "vat": 20.0, "step_size": 900 }
                """),
            "0.275 EUR per kWh, 2.40 EUR per hour of parking (in steps of 15 min), 0.60 EUR start fee, including VAT; "
                + "nothing else is charged.",
            "Energy | 0.275 EUR / kWh | 0.25 + 10 % VAT | ",
            "Parking, not charging | 2.40 EUR / h | 2.00 + 20 % VAT, in steps of 15 min | ",
            "Start fee | 0.60 EUR | 0.50 + 20 % VAT | "),
        new(
            "tariff_11_not_possible_alt_text",
            Element(
                """
                { "type": "FLAT", "price": 0.40, "vat": 25.0, "step_size": 1 },
                { "type": "TIME", "price": 1.90, "vat": 5.2, "step_size": 300 }
                """),
            "1.9988 EUR per hour of charging (in steps of 5 min), 0.50 EUR start fee, including VAT; nothing else is charged.",
            "Charging time | 1.9988 EUR / h | 1.90 + 5.2 % VAT, in steps of 5 min | ",
            "Start fee | 0.50 EUR | 0.40 + 25 % VAT | "),
        new(
            "tariff_12_025kwh_min_price",
            Element("""{ "type": "ENERGY", "price": 0.25, "vat": 10.0, "step_size": 1 }"""),
            "0.275 EUR per kWh, at least 0.55 EUR a session, including 10 % VAT; nothing else is charged.",
            "Energy | 0.275 EUR / kWh | 0.25 + 10 % VAT | ",
            "Minimum per session | 0.55 EUR | 0.50 without VAT | ")
        {
            More = """ "min_price": { "excl_vat": 0.50, "incl_vat": 0.55 }, """,
        },
        new(
            "tariff_13_simple_3hour_5parking",
            Element(
                """
                { "type": "TIME", "price": 3.00, "vat": 10.0, "step_size": 60 },
                { "type": "PARKING_TIME", "price": 5.00, "vat": 20.0, "step_size": 300 }
                """),
            "3.30 EUR per hour of charging (in steps of 1 min), 6.00 EUR per hour of parking (in steps of 5 min), including VAT; "
                + "nothing else is charged.",
            "Charging time | 3.30 EUR / h | 3.00 + 10 % VAT, in steps of 1 min | ",
            "Parking, not charging | 6.00 EUR / h | 5.00 + 20 % VAT, in steps of 5 min | "),
        // From 17:00 on charging costs 2.40 also after 20:00, where parking is free.
        new(
            "tariff_14_step_size",
            """
            { "price_components": [ { "type": "TIME", "price": 1.20, "step_size": 1800 },
                                    { "type": "PARKING_TIME", "price": 1.00, "step_size": 900 } ],
              "restrictions": { "start_time": "00:00", "end_time": "17:00" } },
            { "price_components": [ { "type": "TIME", "price": 2.40, "step_size": 900 },
                                    { "type": "PARKING_TIME", "price": 1.00, "step_size": 900 } ],
              "restrictions": { "start_time": "17:00", "end_time": "20:00" } },
            { "price_components": [ { "type": "TIME", "price": 2.40, "step_size": 900 } ],
              "restrictions": { "start_time": "20:00", "end_time": "00:00" } }
            """,
            "Charging time 1.20 EUR per hour (00:00 to 17:00, in steps of 30 min), 2.40 EUR per hour (17:00 to 24:00, in steps of 15 min); "
                + "parking 1.00 EUR per hour (00:00 to 20:00, in steps of 15 min), free (20:00 to 24:00), no VAT applies; "
                + "nothing else is charged.",
            "Charging time | 1.20 EUR / h | no VAT applies, in steps of 30 min | 00:00 to 17:00",
            "Charging time | 2.40 EUR / h | no VAT applies, in steps of 15 min | 17:00 to 24:00",
            "Parking, not charging | 1.00 EUR / h | no VAT applies, in steps of 15 min | 00:00 to 20:00",
            "Parking, not charging | free |  | 20:00 to 24:00"),
        // Reservations are not to be had here, so their prices are never billed.
        new(
            "tariff_15_reservation_5_euro_per_hour",
            Reserved("RESERVATION", """{ "type": "TIME", "price": 5.00, "vat": 20.0, "step_size": 60 }""") + StartAndEnergy,
            StartAndEnergySentence,
            StartAndEnergyRows),
        new(
            "tariff_16_reservation_2_euro_fee_5_euro_per_hour",
            Reserved(
                "RESERVATION",
                """
                { "type": "FLAT", "price": 2.00, "vat": 20.0, "step_size": 1 },
                { "type": "TIME", "price": 5.00, "vat": 20.0, "step_size": 300 }
                """) + StartAndEnergy,
            StartAndEnergySentence,
            StartAndEnergyRows),
        new(
            "tariff_17_reservation_with_expire_fee",
            Reserved("RESERVATION_EXPIRES", """{ "type": "FLAT", "price": 4.00, "vat": 20.0, "step_size": 1 }""")
                + Reserved("RESERVATION", """{ "type": "TIME", "price": 2.00, "vat": 20.0, "step_size": 600 }""")
                + StartAndEnergy,
            StartAndEnergySentence,
            StartAndEnergyRows),
        new(
            "tariff_18_reservation_with_expire_time",
            Reserved("RESERVATION_EXPIRES", """{ "type": "TIME", "price": 6.00, "vat": 20.0, "step_size": 600 }""")
                + Reserved("RESERVATION", """{ "type": "TIME", "price": 3.00, "vat": 20.0, "step_size": 600 }""")
                + StartAndEnergy,
            StartAndEnergySentence,
            StartAndEnergyRows),
        new(
            "tariffrestriction_example_max_duration",
            """
            { "price_components": [ { "type": "ENERGY", "price": 0.00, "vat": 20.0, "step_size": 1 } ],
              "restrictions": { "max_duration": 1800 } },
            { "price_components": [ { "type": "ENERGY", "price": 0.25, "vat": 20.0, "step_size": 1 } ],
              "restrictions": { "max_duration": 3600 } },
            { "price_components": [ { "type": "ENERGY", "price": 0.40, "vat": 20.0, "step_size": 1 } ] }
            """,
            "Energy free (first 30 min), 0.30 EUR per kWh (30 min to 1 h), 0.48 EUR per kWh (after 1 h), including 20 % VAT; "
                + "nothing else is charged.",
            "Energy | free |  | first 30 min",
            "Energy | 0.30 EUR / kWh | 0.25 + 20 % VAT | 30 min to 1 h",
            "Energy | 0.48 EUR / kWh | 0.40 + 20 % VAT | after 1 h"),
        new(
            "tariffrestriction_example_max_power",
            """
            { "price_components": [ { "type": "ENERGY", "price": 0.20, "vat": 20.0, "step_size": 1 } ],
              "restrictions": { "max_power": 16.00 } },
            { "price_components": [ { "type": "ENERGY", "price": 0.35, "vat": 20.0, "step_size": 1 } ],
              "restrictions": { "max_power": 32.00 } },
            { "price_components": [ { "type": "ENERGY", "price": 0.50, "vat": 20.0, "step_size": 1 } ] }
            """,
            "Energy 0.24 EUR per kWh (below 16 kW), 0.42 EUR per kWh (16 kW to 32 kW), 0.60 EUR per kWh (from 32 kW), "
                + "including 20 % VAT; nothing else is charged.",
            "Energy | 0.24 EUR / kWh | 0.20 + 20 % VAT | below 16 kW",
            "Energy | 0.42 EUR / kWh | 0.35 + 20 % VAT | 16 kW to 32 kW",
            "Energy | 0.60 EUR / kWh | 0.50 + 20 % VAT | from 32 kW"),
    ];

    private static string Element(string components)
    {
        return $$"""{ "price_components": [ {{components}} ] }""";
    }

    private static string Reserved(string reservation, string components)
    {
        return $$"""{ "price_components": [ {{components}} ], "restrictions": { "reservation": "{{reservation}}" } },""";
    }
}

/// <summary>An example of the specification.</summary>
/// <param name="Name">Name of its file there.</param>
/// <param name="Elements">Its elements.</param>
/// <param name="Sentence">The sentence for the driver.</param>
/// <param name="Rows">The table for the driver.</param>
internal sealed record ExampleTariff(string Name, string Elements, string Sentence, params string[] Rows)
{
    /// <summary>Other members that price.</summary>
    public string More { get; init; } = "";
}
