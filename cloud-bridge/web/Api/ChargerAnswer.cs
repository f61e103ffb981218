using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Registry.Sites;

namespace CloudBridge.Web.Api;

/// <summary>A charger with what is known of it.</summary>
/// <param name="ChargerId">Charger.</param>
/// <param name="Status">ChargePointStatus of OCPP 1.6 of now, or Offline, or Unknown: before its first status, and for two minutes after a
/// start of the embedded broker.</param>
/// <param name="SilentSinceUtcMs">Since when it is not heard of, unix ms; null while it is, and when it never was.</param>
/// <param name="LastHeardUtcMs">When it was last heard of, unix ms; null when never.</param>
/// <param name="IsOnline">Whether it is connected and heard of; null when not known.</param>
/// <param name="ConnectorStatus">ChargePointStatus of OCPP 1.6 of now; null or empty when not known.</param>
/// <param name="ErrorCode">ChargePointErrorCode of OCPP 1.6 of now; null or empty when not known.</param>
/// <param name="StatusUtcMs">When the status came, or when a silent charger was last heard of, unix ms; null before the first.</param>
/// <param name="StatusMessage">The whole status message that it told last, of whatever age.</param>
/// <param name="Bills">Bills of this charger.</param>
public sealed record ChargerAnswer(
    string ChargerId,
    string Status,
    long? SilentSinceUtcMs,
    long? LastHeardUtcMs,
    bool? IsOnline,
    string? ConnectorStatus,
    string? ErrorCode,
    long? StatusUtcMs,
    string? StatusMessage,
    long Bills)
{
    /// <summary>All chargers, in order.</summary>
    public static IReadOnlyList<ChargerAnswer> ListOf(ChargerPlaces places, BillArchive bills)
    {
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(bills);
        IReadOnlyDictionary<string, long> counts = bills.CountByCharger();
        return
        [
            .. places.All().Select(charger => new ChargerAnswer(
                charger.ChargerId,
                charger.Word.Status,
                charger.SilentSinceUtcMs,
                charger.HeardUtcMs,
                charger.IsOnline,
                charger.ConnectorStatus,
                charger.ErrorCode,
                charger.StatusUtcMs,
                charger.StatusMessage,
                counts.GetValueOrDefault(charger.ChargerId))),
        ];
    }
}
