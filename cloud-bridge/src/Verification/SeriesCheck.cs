using System.Data.Common;
using Dapper;

namespace CloudBridge.Verification;

/// <summary>The numbers of bills: in each series and year from 1 on without a gap, up to where the counter stands.</summary>
internal static class SeriesCheck
{
    private const string Counters = """
        SELECT s.series AS Series, s.bill_year AS Year, s.last_serial AS Last FROM bill_serial s
        UNION SELECT b.series, b.bill_year, 0 FROM bill b
        WHERE NOT EXISTS (SELECT 1 FROM bill_serial s WHERE s.series = b.series AND s.bill_year = b.bill_year)
        ORDER BY 1, 2
        """;

    // A serial without its neighbour below is where a gap ends.
    private const string Gaps = """
        SELECT b.serial AS Serial, (SELECT COALESCE(MAX(p.serial), 0) FROM bill p WHERE p.series = b.series AND p.bill_year = b.bill_year AND p.serial < b.serial) AS Before
        FROM bill b
        WHERE b.series = @Series AND b.bill_year = @Year AND b.serial <> 1
          AND NOT EXISTS (SELECT 1 FROM bill p WHERE p.series = b.series AND p.bill_year = b.bill_year AND p.serial = b.serial - 1)
        ORDER BY b.serial
        """;

    public static void Check(DbConnection connection, Verdict verdict)
    {
        foreach (Counter counter in connection.Query<Counter>(Counters).ToList())
        {
            string place = $"bills {counter.Series}{counter.Year}";
            foreach (Gap gap in connection.Query<Gap>(Gaps, counter).ToList())
            {
                verdict.Add(place, $"{Missing(gap.Before + 1, gap.Serial - 1)} before {gap.Serial}");
            }

            long last = connection.ExecuteScalar<long>("SELECT COALESCE(MAX(serial), 0) FROM bill WHERE series = @Series AND bill_year = @Year", counter);
            if (counter.Last > last)
            {
                verdict.Add(place, $"{Missing(last + 1, counter.Last)} at the end: the counter stands at {counter.Last}");
            }
            else if (counter.Last < last)
            {
                verdict.Add(place, $"the counter stands at {counter.Last}, below the last bill {last}: a number would be given twice");
            }
        }
    }

    private static string Missing(long first, long last)
    {
        return first == last ? $"number {first} is missing" : $"numbers {first} to {last} are missing";
    }

    private sealed class Counter
    {
        public string Series { get; set; } = "";

        public long Year { get; set; }

        public long Last { get; set; }
    }

    private sealed class Gap
    {
        public long Serial { get; set; }

        public long Before { get; set; }
    }
}
