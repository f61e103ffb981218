using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;

namespace CloudBridge.Core.Registry.Accounts;

/// <summary>Accounts and sites as the ingest writer sees them. All within the writer's transaction.</summary>
public sealed class PartyTable : IDisposable
{
    private const string Select = """
        SELECT a.account_id, a.name, a.address, a.vat_number, s.site_id, s.name, s.address, s.country_code,
               i.name, i.address, i.city, i.postal_code, i.address_country_code, i.vat_number, i.vat_absence_reason, i.iban, i.email,
               i.payment_days, a.city, a.postal_code, a.country_code, a.buyer_reference, s.city, s.postal_code
        FROM charger c
        LEFT JOIN site s ON s.site_id = c.site_id
        LEFT JOIN issuer i ON i.country_code = (SELECT MAX(country_code) FROM issuer WHERE country_code IN ('', s.country_code))
        LEFT JOIN account a ON a.account_id = COALESCE(
            (SELECT account_id FROM session_claim WHERE charger_id = @1 AND session_number = @2),
            (SELECT account_id FROM account_charger WHERE charger_id = @1 AND from_utc_ms <= @3 ORDER BY from_utc_ms DESC LIMIT 1))
        WHERE c.charger_id = @1
        """;

    private readonly PreparedCommand _parties;

    /// <summary>Over the writer's connection.</summary>
    public PartyTable(WriterConnection writer)
    {
        _parties = new PreparedCommand(writer.Connection, 3, Select);
    }

    /// <summary>Whose a session is that began at an instant (unix ms): who claimed it, else whose the charger was then.</summary>
    public SessionParties Of(string chargerId, long sessionNumber, long startUtcMs)
    {
        using DbDataReader reader = _parties.Query(chargerId, sessionNumber, startUtcMs);
        if (!reader.Read())
        {
            return SessionParties.None;
        }

        BilledParty? recipient = reader.IsDBNull(0)
            ? null
            : new(reader.GetString(0), reader.GetString(1), AddressLines.Of(reader.GetString(2)), reader.GetString(3))
            {
                City = Text(reader, 18),
                PostalCode = Text(reader, 19),
                CountryCode = Text(reader, 20),
                BuyerReference = Text(reader, 21),
            };
        BilledSite? site = reader.IsDBNull(4)
            ? null
            : new(reader.GetString(4), reader.GetString(5), AddressLines.Of(reader.GetString(6)))
            {
                City = Text(reader, 22),
                PostalCode = Text(reader, 23),
                CountryCode = Text(reader, 7),
            };
        BillIssuer? issuer = reader.IsDBNull(8)
            ? null
            : new(reader.GetString(8), AddressLines.Of(reader.GetString(9)), reader.GetString(13))
            {
                City = Text(reader, 10),
                PostalCode = Text(reader, 11),
                CountryCode = Text(reader, 12),
                VatAbsenceReason = Text(reader, 14),
                Iban = Text(reader, 15),
                Email = Text(reader, 16),
                PaymentDays = reader.GetInt32(17) is int days and not BillIssuer.PaymentDaysUsual ? days : null,
            };
        return new SessionParties(recipient, site, issuer);
    }

    private static string? Text(DbDataReader reader, int column)
    {
        return reader.GetString(column) is { Length: > 0 } text ? text : null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _parties.Dispose();
    }
}
