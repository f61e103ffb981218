using CloudBridge.Core.Billing.Bills;
using CloudBridge.Core.Registry.Sites;

namespace CloudBridge.Web.Api;

/// <summary>A charger with what is known of it.</summary>
/// <param name="ChargerId">Charger.</param>
/// <param name="IsOnline">Whether it is connected; null before its first status.</param>
/// <param name="ConnectorStatus">ChargePointStatus of OCPP 1.6; null or empty when not known.</param>
/// <param name="ErrorCode">ChargePointErrorCode of OCPP 1.6; null or empty when not known.</param>
/// <param name="StatusUtcMs">When the status came, unix ms; null before the first.</param>
/// <param name="StatusMessage">The whole status message.</param>
/// <param name="Bills">Bills of this charger.</param>
public sealed record ChargerAnswer(
    string ChargerId,
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
                charger.IsOnline,
                charger.ConnectorStatus,
                charger.ErrorCode,
                charger.StatusUtcMs,
                charger.StatusMessage,
                counts.GetValueOrDefault(charger.ChargerId))),
        ];
    }
}
