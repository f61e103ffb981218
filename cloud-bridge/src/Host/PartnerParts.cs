using CloudBridge.Core.Foundation.Telemetry;
using CloudBridge.Core.Registry.Partners;
using CloudBridge.Settings;
using CloudBridge.Web.Ocpi;
using CloudBridge.Web.Ocpi.Partners;

namespace CloudBridge.Host;

/// <summary>What OCPI partners register with, and what tells them of changes.</summary>
internal static class PartnerParts
{
    /// <summary>Registers everything; <paramref name="wallClock"/> is the real time, whatever time the bridge plays.</summary>
    public static void AddPartners(this IServiceCollection services, BridgeSettings settings, TimeProvider wallClock)
    {
        services.AddSingleton(settings.Ocpi);
        services.AddSingleton<ShownObjects>();
        services.AddSingleton<OcpiCdrBook>();
        services.AddSingleton<OcpiLocationBook>();
        services.AddSingleton<OcpiTariffBook>();
        services.AddSingleton<OcpiSessionBook>();
        services.AddSingleton<OwedPushes>();
        services.AddSingleton<PushTexts>();
        services.AddSingleton<OcpiClient>();
        services.AddSingleton<OcpiHandshake>();
        services.AddSingleton<CredentialsDesk>();
        services.AddSingleton(parts => new PushLaneParts(
            parts.GetRequiredService<PartnerRegistry>(),
            parts.GetRequiredService<OwedPushes>(),
            parts.GetRequiredService<PushTexts>(),
            parts.GetRequiredService<OcpiClient>(),
            settings.Ocpi,
            wallClock));
        services.AddSingleton(CourierOf);
    }

    private static PartnerCourier CourierOf(IServiceProvider parts)
    {
        return new PartnerCourier(
            parts.GetRequiredService<PushLaneParts>(),
            parts.GetRequiredService<OcpiLocationBook>(),
            parts.GetRequiredService<OcpiTariffBook>(),
            parts.GetRequiredService<OcpiSessionBook>(),
            parts.GetRequiredService<ShownObjects>(),
            parts.GetRequiredService<TimeProvider>(),
            parts.GetRequiredService<ILogger<PartnerCourier>>())
        {
            Heartbeat = parts.GetRequiredService<Readiness>().Watch("partners", BridgeParts.LoopPatience),
        };
    }
}
