using System.Data.Common;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Billing.Corrections;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Tariffs.Publishing;
using Dapper;
using NodaTime;

namespace CloudBridge.Web.Ocpi;

/// <summary>GET /ocpi/2.2.1/cdrs: a CDR for each bill, a credit CDR for each credit note, oldest first. A CDR never changes, so its last_updated is its issue.</summary>
public static class OcpiCdrList
{
    private const string InRange = "FROM bill b WHERE b.issued_utc_ms >= @FromUtcMs AND b.issued_utc_ms < @ToUtcMs";

    /// <summary>Maps the path.</summary>
    public static void Map(RouteGroupBuilder ocpi)
    {
        ocpi.MapGet("/cdrs", Get).WithSummary("CDRs and credit CDRs of this operator as OCPI 2.2.1, paged: date_from, date_to, offset, limit.");
    }

    private static IResult Get(HttpContext context, Database database, TariffBook book, TimeProvider clock)
    {
        Instant now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        if (!OcpiPaging.TryRead(context.Request.Query, out OcpiPaging? paging, out string defect))
        {
            return OcpiAnswer.Refusal(context, OcpiStatus.InvalidParameters, defect, now);
        }

        using DbConnection connection = database.Open();
        long count = connection.ExecuteScalar<long>("SELECT COUNT(*) " + InRange, paging);
        IEnumerable<(string Body, string? TakenBackBody)> rows = connection.Query<(string, string?)>(
            $"SELECT b.body, (SELECT o.body FROM bill o WHERE b.kind = 'CreditNote' AND o.bill_number = b.corrects_number) {InRange} ORDER BY b.issued_utc_ms, b.bill_number LIMIT @Limit OFFSET @Offset",
            paging);
        return OcpiAnswer.Page(context, paging!, count, [.. rows.Select(row => TextOf(book, row.Body, row.TakenBackBody))], now);
    }

    private static string TextOf(TariffBook book, string body, string? takenBackBody)
    {
        Bill bill = BillJson.Read(body);
        PublishedTariff? tariff = book.Find(bill.Tariff.Id, bill.Tariff.Version);
        return OcpiCdrWriter.Write(bill, takenBackBody == null ? bill : BillJson.Read(takenBackBody), tariff);
    }
}
