using System.Data.Common;
using System.Globalization;
using CloudBridge.Core.Billing.Statements;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Accounts;
using Dapper;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>
/// Puts the bills and statements that accounts want by mail into the outbox. Each is put in once, in one transaction with the note that it
/// was, so that several bridges, and one that dies, mail none twice and forget none. A document without an amount to pay or to give back is
/// not mailed, but on its statement.
/// </summary>
internal sealed class DocumentPlanner
{
    // What was issued by a bridge whose clock is behind, or in a transaction that took its time, is still found.
    private const long OverlapMs = NoticeLimits.HourMs;

    private const string NotMailed = "NOT EXISTS (SELECT 1 FROM document_notice d WHERE d.document =";

    private static readonly string Due = $"""
        SELECT '{DocumentName.Bill}' || b.bill_number AS Name, b.kind AS Kind, b.bill_number AS Number, c.contact_id AS ContactId,
               c.language AS Language, COALESCE(b.corrects_number, '') AS CorrectsNumber, COALESCE(s.name, b.charger_id) AS Place,
               b.start_utc_ms AS StartUtcMs, b.time_zone AS TimeZone, '' AS Month, 1 AS Sessions,
               b.energy_milliwatt_hours AS EnergyMilliwattHours, b.currency AS Currency, b.currency_decimals AS CurrencyDecimals,
               b.total_incl_minor AS TotalInclMinor, b.issued_utc_ms AS IssuedUtcMs
        FROM bill b JOIN account a ON a.account_id = b.account_id AND a.mailed_documents = '{MailedDocuments.Bills}'
        JOIN contact c ON c.account_id = a.account_id AND c.is_paused = 0 LEFT JOIN site s ON s.site_id = b.site_id
        WHERE b.issued_utc_ms >= @fromMs AND b.issued_utc_ms >= a.mailed_from_utc_ms AND b.total_incl_minor <> 0
          AND {NotMailed} '{DocumentName.Bill}' || b.bill_number)
        UNION ALL
        SELECT '{DocumentName.Statement}' || t.statement_number, 'Statement', t.statement_number, c.contact_id,
               c.language, '', '',
               0, a.time_zone, t.month, t.session_count,
               t.energy_milliwatt_hours, t.currency, t.currency_decimals, t.total_incl_minor, t.issued_utc_ms
        FROM statement t JOIN account a ON a.account_id = t.account_id AND a.mailed_documents = '{MailedDocuments.Statements}'
        JOIN contact c ON c.account_id = a.account_id AND c.is_paused = 0
        WHERE t.issued_utc_ms >= @fromMs AND t.issued_utc_ms >= a.mailed_from_utc_ms
          AND {NotMailed} '{DocumentName.Statement}' || t.statement_number)
        ORDER BY IssuedUtcMs, Number LIMIT {NoticeLimits.GatheringsPerPass}
        """;

    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly TimeProvider _wallClock;
    private readonly string _address;
    private long? _lookedMs;

    /// <summary>Over a database.</summary>
    /// <param name="database">Where documents, accounts and messages are.</param>
    /// <param name="settings">Settings, for links.</param>
    /// <param name="clock">The bridge's clock, by which documents are issued.</param>
    /// <param name="wallClock">The real time, by which messages are sent.</param>
    public DocumentPlanner(Database database, PagesSettings settings, TimeProvider clock, TimeProvider wallClock)
    {
        _database = database;
        _address = settings.PublicAddress;
        _clock = clock;
        _wallClock = wallClock;
    }

    /// <summary>Looks once; how many messages were made.</summary>
    public int Pass()
    {
        long nowMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        // After a start all is looked at, and after a clock that was set back what was issued by it too.
        object from = new { fromMs = _lookedMs is long lookedMs ? Math.Min(lookedMs, nowMs) - OverlapMs : 0 };
        (int due, int made) = HasWork(from) ? _database.Write(connection =>
        {
            AccountContacts.Follow(connection);
            List<DueDocument> documents = connection.Query<DueDocument>(Due, from).AsList();
            return (documents.Count, documents.Count(document => TryPut(connection, document)));
        }) : (0, 0);
        if (due < NoticeLimits.GatheringsPerPass)
        {
            _lookedMs = nowMs;
        }

        return made;
    }

    // Most of the time there is nothing, and the write lock is left alone.
    private bool HasWork(object from)
    {
        using DbConnection connection = _database.Open();
        return AccountContacts.AreBehind(connection) || connection.ExecuteScalar<long>($"SELECT COUNT(*) FROM ({Due}) due", from) > 0;
    }

    private bool TryPut(DbConnection connection, DueDocument document)
    {
        bool isReadable = connection.DamagedOf().TryRead(
            document.IsStatement ? "statement" : "bill",
            document.Number,
            () => NoticeOf(document),
            out Notice notice);
        if (!isReadable)
        {
            return false;
        }

        long nowMs = _wallClock.GetUtcNow().ToUnixTimeMilliseconds();
        long noticeId = NoticeOutbox.Add(connection, notice with { MadeUtcMs = nowMs, DueUtcMs = nowMs });
        connection.Execute(
            "INSERT INTO document_notice (document, notice_id, made_utc_ms) VALUES (@Name, @noticeId, @nowMs)",
            new { document.Name, noticeId, nowMs });
        return true;
    }

    private Notice NoticeOf(DueDocument document)
    {
        Dictionary<string, string?> values = new()
        {
            ["number"] = document.Number,
            ["amount"] = $"{document.Currency} {Quantity.Money(document.TotalInclMinor, document.CurrencyDecimals)}",
            ["corrects"] = document.CorrectsNumber,
            ["place"] = document.Place,
            ["start"] = Quantity.Time(document.StartUtcMs, document.TimeZone),
            ["energy"] = Quantity.Energy(document.EnergyMilliwattHours),
            ["sessions"] = document.Sessions.ToString(CultureInfo.InvariantCulture),
            ["month"] = document.IsStatement ? StatementWords.Month(document.Month) : "",
        };
        return new Notice
        {
            ContactId = document.ContactId,
            Purpose = NoticePurpose.Document,
            Severity = IncidentSeverity.Notice,
            Title = NoticeTexts.Fill(document.Language, $"Document.{document.Kind}.Subject", values),
            Body = NoticeTexts.Fill(document.Language, $"Document.{document.Kind}.Body", values),
            Link = $"{_address}/{(document.IsStatement ? "statements" : "bills")}/{document.Number}",
            Document = document.Name,
        };
    }
}
