using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Live;
using CloudBridge.Core.Registry.Sites;
using Firmware.Core.Messaging;
using Firmware.Core.Tariffs;

namespace CloudBridge.Web.Ocpi;

/// <summary>
/// Writes Sessions of OCPI 2.2.1 (9.3.1). One that runs is ACTIVE with what its charger told last; one that is over is COMPLETED with what
/// its first bill says, and never changes again: corrections are credit CDRs. One that is held instead of billed is not told as over before
/// it is settled.
/// </summary>
public static class OcpiSessionWriter
{
    private const decimal MicrosPerUnit = 1_000_000m;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A session that is over.</summary>
    public static string Write(OcpiParty party, Bill bill)
    {
        ArgumentNullException.ThrowIfNull(party);
        ArgumentNullException.ThrowIfNull(bill);
        BilledSession session = bill.Session;
        return Text(json =>
        {
            WriteHead(json, party, session.SessionId, OcpiCdrWriter.TextOf(session.Start));
            json.WriteString("end_date_time", OcpiCdrWriter.TextOf(session.End));
            json.WriteNumber("kwh", OcpiCdrWriter.Volume(session.EnergyMilliwattHours, PriceDimension.Energy));
            WritePlace(
                json,
                party,
                bill.Recipient?.AccountId,
                session.SessionId,
                bill.Site?.SiteId ?? session.ChargerId,
                session.ChargerId);
            json.WriteString("currency", bill.Currency);
            OcpiCdrWriter.WritePeriods(json, bill);
            OcpiCdrWriter.WritePrice(json, "total_cost", bill.TotalExclMicros / MicrosPerUnit, bill.TotalInclMicros / MicrosPerUnit);
            json.WriteString("status", "COMPLETED");
            json.WriteString("last_updated", OcpiCdrWriter.TextOf(bill.Issued));
        });
    }

    /// <summary>A session that runs.</summary>
    /// <param name="party">Whose it is.</param>
    /// <param name="running">The session.</param>
    /// <param name="place">Its charger.</param>
    /// <param name="accountId">The account it belongs to; null for none.</param>
    public static string Write(OcpiParty party, RunningSession running, PlacedCharger place, string? accountId)
    {
        ArgumentNullException.ThrowIfNull(party);
        ArgumentNullException.ThrowIfNull(running);
        ArgumentNullException.ThrowIfNull(place);
        string sessionId = SessionMessage.IdOf(running.ChargerId, running.Number);
        return Text(json =>
        {
            WriteHead(json, party, sessionId, OcpiLocation.TimeOf(StartOf(running)));
            json.WriteNumber("kwh", OcpiCdrWriter.Volume(running.Session.EnergyMilliwattHours, PriceDimension.Energy));
            WritePlace(json, party, accountId, sessionId, place.SiteId ?? running.ChargerId, running.ChargerId);
            json.WriteString("currency", running.Session.Currency);
            WriteCost(json, running.Session);
            json.WriteString("status", "ACTIVE");
            json.WriteString("last_updated", OcpiLocation.TimeOf(running.Reading.ReceivedUtcMs));
        });
    }

    /// <summary>What changes of a session while it runs, for a PATCH.</summary>
    public static string WriteProgress(RunningSession running)
    {
        ArgumentNullException.ThrowIfNull(running);
        return Text(json =>
        {
            json.WriteNumber("kwh", OcpiCdrWriter.Volume(running.Session.EnergyMilliwattHours, PriceDimension.Energy));
            WriteCost(json, running.Session);
            json.WriteString("last_updated", OcpiLocation.TimeOf(running.Reading.ReceivedUtcMs));
        });
    }

    /// <summary>Whether a session that runs can be told: OCPI wants its currency.</summary>
    public static bool CanTell(RunningSession running)
    {
        ArgumentNullException.ThrowIfNull(running);
        return running.Session.Currency.Length > 0;
    }

    // A charger without a clock counts the time since plug-in all the same.
    private static long StartOf(RunningSession running)
    {
        return running.StartUtcMs > 0 ? running.StartUtcMs : running.Reading.ReceivedUtcMs - running.Session.DurationMs;
    }

    private static void WriteHead(Utf8JsonWriter json, OcpiParty party, string sessionId, string start)
    {
        json.WriteString("country_code", party.CountryCode);
        json.WriteString("party_id", party.PartyId);
        json.WriteString("id", OcpiSessionHead.IdOf(sessionId));
        json.WriteString("start_date_time", start);
    }

    private static void WritePlace(
        Utf8JsonWriter json,
        OcpiParty party,
        string? accountId,
        string sessionId,
        string locationId,
        string evseUid)
    {
        OcpiSessionHead.WriteToken(json, party, accountId, sessionId);
        json.WriteString("auth_method", OcpiSessionHead.AuthMethod);
        json.WriteString("location_id", locationId);
        json.WriteString("evse_uid", evseUid);
        json.WriteString("connector_id", OcpiLocationBook.ConnectorId);
    }

    private static void WriteCost(Utf8JsonWriter json, LiveSession session)
    {
        if (session.CostExclMicros is long excl && session.CostInclMicros is long incl)
        {
            OcpiCdrWriter.WritePrice(json, "total_cost", excl / MicrosPerUnit, incl / MicrosPerUnit);
        }
    }

    private static string Text(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
