using CloudBridge.Settings;

namespace CloudBridge.Host;

/// <summary>Gives each part the settings of its own area.</summary>
internal static class SettingServices
{
    /// <summary>Registers the settings of every area.</summary>
    public static void AddSettings(this IServiceCollection services, BridgeSettings settings)
    {
        services.AddSingleton(settings.Pages);
        services.AddSingleton(settings.Oidc);
        services.AddSingleton(settings.Operator);
        services.AddSingleton(settings.Notices);
    }
}
