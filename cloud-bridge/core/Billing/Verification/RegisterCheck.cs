using System.Data.Common;
using Dapper;

namespace CloudBridge.Core.Billing.Verification;

/// <summary>Each charger's energy register: a session begins where the one before ended, and it never falls. What is missing was metered
/// and is on no bill; what overlaps would be billed twice.</summary>
internal static class RegisterCheck
{
    private const int PageSize = 1000;

    private const string Select = """
        SELECT charger_id AS ChargerId, session_number AS Number, sequence AS Sequence, register_start_milliwatt_hours AS RegisterStart,
               register_end_milliwatt_hours AS RegisterEnd, hold_reason AS HoldReason
        FROM charging_session
        WHERE charger_id > @chargerId OR (charger_id = @chargerId AND session_number > @number)
           OR (charger_id = @chargerId AND session_number = @number AND sequence > @sequence)
        ORDER BY charger_id, session_number, sequence LIMIT @pageSize
        """;

    public static void Check(DbConnection connection, Verdict verdict)
    {
        Row? before = null;
        (string chargerId, long number, long sequence) = ("", 0, 0);
        List<Row> page;
        do
        {
            page = [.. connection.Query<Row>(Select, new { chargerId, number, sequence, pageSize = PageSize })];
            foreach (Row row in page)
            {
                verdict.Sessions++;
                verdict.Held += row.HoldReason is null or Contract.HoldReason.Waived ? 0 : 1;
                verdict.Waived += row.HoldReason == Contract.HoldReason.Waived ? 1 : 0;
                before = Follow(before?.ChargerId == row.ChargerId ? before : null, row, verdict);
                (chargerId, number, sequence) = (row.ChargerId, row.Number, row.Sequence);
            }
        }
        while (page.Count == PageSize);
    }

    // Gives the session that the next one has to follow.
    private static Row Follow(Row? before, Row row, Verdict verdict)
    {
        string place = $"session {row.ChargerId}-{row.Number}";
        string held = row.HoldReason == null ? "" : $" (held: {row.HoldReason})";
        if (before != null && before.Number == row.Number)
        {
            verdict.Add(place, $"stands in records {before.Sequence} and {row.Sequence}{held}");
            return before;
        }

        if (row.RegisterEnd < row.RegisterStart)
        {
            verdict.Add(place, $"the register falls from {row.RegisterStart} to {row.RegisterEnd} mWh");
        }

        if (before != null && row.RegisterStart < before.RegisterEnd)
        {
            verdict.Add(
                place,
                $"the register falls: it begins at {row.RegisterStart} mWh, session {before.Number} "
                    + $"ended at {before.RegisterEnd} mWh{held}");
        }

        if (before != null && row.RegisterStart > before.RegisterEnd)
        {
            verdict.Add(
                place,
                $"{row.RegisterStart - before.RegisterEnd} mWh are in no session: it begins at {row.RegisterStart} mWh, session "
                    + $"{before.Number} ended at {before.RegisterEnd} mWh");
        }

        return row;
    }

    private sealed class Row
    {
        public string ChargerId { get; set; } = "";

        public long Number { get; set; }

        public long Sequence { get; set; }

        public long RegisterStart { get; set; }

        public long RegisterEnd { get; set; }

        public string? HoldReason { get; set; }
    }
}
