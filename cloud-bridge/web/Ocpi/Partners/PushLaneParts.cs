using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Core.Registry.Partners;

namespace CloudBridge.Web.Ocpi.Partners;

/// <summary>What every lane works with.</summary>
/// <param name="Partners">The registry.</param>
/// <param name="Owed">What waits.</param>
/// <param name="Texts">Makes the requests.</param>
/// <param name="Client">Sends them.</param>
/// <param name="Party">Who sends them.</param>
/// <param name="WallClock">The real time.</param>
public sealed record PushLaneParts(
    PartnerRegistry Partners,
    OwedPushes Owed,
    PushTexts Texts,
    OcpiClient Client,
    OcpiSettings Party,
    TimeProvider WallClock);
