using System.Data.Common;
using Dapper;

namespace Hardware.Bench.Season;

/// <summary>Writes down who is there: sites with their chargers, accounts, who owns which charger from when on, who claimed which session.</summary>
public static class SeasonParties
{
    private const int ClaimedAfterMs = 120000;

    /// <summary>Writes all of a world, within the caller's transaction.</summary>
    public static void Write(DbConnection connection, SeasonWorld world)
    {
        ArgumentNullException.ThrowIfNull(world);
        long beginUtcMs = world.Time.Start.ToUnixTimeMilliseconds();
        connection.Execute(
            "INSERT INTO site (site_id, name, address, time_zone, added_utc_ms) VALUES (@Id, @Name, @Address, @ZoneName, @beginUtcMs)",
            world.Sites.Select(site => new { site.Id, site.Name, site.Address, site.ZoneName, beginUtcMs }));
        connection.Execute(
            "INSERT INTO account (account_id, name, email, address, vat_number, time_zone, added_utc_ms) VALUES (@Id, @Name, @Email, @Address, @VatNumber, @ZoneName, @beginUtcMs)",
            world.Accounts.Select(account => new { account.Id, account.Name, account.Email, account.Address, account.VatNumber, account.ZoneName, beginUtcMs }));
        connection.Execute(
            "UPDATE charger SET site_id = @siteId, connector_type = @connectorType, added_utc_ms = @addedUtcMs WHERE charger_id = @Id",
            world.Chargers.Select(charger => new { charger.Id, siteId = charger.Site.Id, connectorType = ChargerHistory.ConnectorType, addedUtcMs = charger.InService.Start.ToUnixTimeMilliseconds() }));
        foreach (SeasonCharger charger in world.Chargers)
        {
            Own(connection, charger.Id, charger.Owner, charger.InService.Start.ToUnixTimeMilliseconds());
            Own(connection, charger.Id, charger.NextOwner, charger.NextOwnerFromUtcMs);
            connection.Execute(
                "INSERT INTO session_claim (charger_id, session_number, account_id, claimed_utc_ms) VALUES (@Id, @number, @accountId, @claimedUtcMs)",
                charger.Visits
                    .Select((visit, index) => new { charger.Id, number = index + 1, accountId = visit.Claimant?.Id, claimedUtcMs = Math.Min(visit.PlugInUtcMs + ClaimedAfterMs, visit.UnplugUtcMs) })
                    .Where(claim => claim.accountId != null));
        }
    }

    private static void Own(DbConnection connection, string chargerId, SeasonAccount? account, long fromUtcMs)
    {
        if (account != null)
        {
            connection.Execute("INSERT INTO account_charger (charger_id, from_utc_ms, account_id) VALUES (@chargerId, @fromUtcMs, @Id)", new { chargerId, fromUtcMs, account.Id });
        }
    }
}
