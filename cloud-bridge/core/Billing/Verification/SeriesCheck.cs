using System.Data.Common;
using Dapper;

namespace CloudBridge.Core.Billing.Verification;

/// <summary>The numbers of bills, and those of statements: in each series and year from 1 on without a gap, up to where the counter
/// stands.</summary>
internal static class SeriesCheck
{
    public static void Check(DbConnection connection, Verdict verdict)
    {
        Check(connection, verdict, "bill");
        Check(connection, verdict, "statement");
    }

    private static string CountersOf(string kind)
    {
        return $"""
            SELECT s.series AS Series, s.{kind}_year AS Year, s.last_serial AS Last FROM {kind}_serial s
            UNION SELECT b.series, b.{kind}_year, 0 FROM {kind} b
            WHERE NOT EXISTS (SELECT 1 FROM {kind}_serial s WHERE s.series = b.series AND s.{kind}_year = b.{kind}_year)
            ORDER BY 1, 2
            """;
    }

    // A serial without its neighbour below is where a gap ends.
    private static string GapsOf(string kind)
    {
        return $"""
            SELECT b.serial AS Serial, (SELECT COALESCE(MAX(p.serial), 0) FROM {kind} p WHERE p.series = b.series
                   AND p.{kind}_year = b.{kind}_year AND p.serial < b.serial) AS Before
            FROM {kind} b
            WHERE b.series = @Series AND b.{kind}_year = @Year AND b.serial <> 1
              AND NOT EXISTS (SELECT 1 FROM {kind} p WHERE p.series = b.series AND p.{kind}_year = b.{kind}_year
                  AND p.serial = b.serial - 1)
            ORDER BY b.serial
            """;
    }

    private static void Check(DbConnection connection, Verdict verdict, string kind)
    {
        foreach (Counter counter in connection.Query<Counter>(CountersOf(kind)).ToList())
        {
            string place = $"{kind}s {counter.Series}{counter.Year}";
            foreach (Gap gap in connection.Query<Gap>(GapsOf(kind), counter).ToList())
            {
                verdict.Add(place, $"{Missing(gap.Before + 1, gap.Serial - 1)} before {gap.Serial}");
            }

            long last = connection.ExecuteScalar<long>(
                $"SELECT COALESCE(MAX(serial), 0) FROM {kind} WHERE series = @Series AND {kind}_year = @Year",
                counter);
            if (counter.Last > last)
            {
                verdict.Add(place, $"{Missing(last + 1, counter.Last)} at the end: the counter stands at {counter.Last}");
            }
            else if (counter.Last < last)
            {
                verdict.Add(place, $"the counter stands at {counter.Last}, below the last {kind} {last}: a number would be given twice");
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
