using System.Text;
using Firmware.Core.Config;
using Firmware.Core.Flash;
using Firmware.Core.Ports;
using Firmware.Core.Records;

namespace Firmware.Core.Provisioning;

/// <summary>
/// The hashes of the settings whose change is told: the first four bytes of HMAC-SHA256 over NAME=VALUE under a key that is no secret, so
/// that whoever says what was set can be checked. They tell nothing of the device key, which is 256 bits long.
/// </summary>
public sealed class SettingHashes
{
    private const string PublicKey = "setting";

    private readonly IRecordAuthenticator _hashing;
    private readonly byte[] _mac = new byte[RecordMac.Length];

    /// <summary>Hashes by an authenticator with <see cref="Key"/>.</summary>
    public SettingHashes(IRecordAuthenticator hashing)
    {
        _hashing = hashing;
    }

    /// <summary>The key that is no secret.</summary>
    public static byte[] Key()
    {
        return Encoding.UTF8.GetBytes(PublicKey);
    }

    /// <summary>The hash of each, by its number; that of all is over those of each.</summary>
    public uint[] Of(AgentSettings settings)
    {
        uint[] hashes = new uint[SettingName.Count];
        StringBuilder all = new StringBuilder();
        for (int setting = SettingName.All + 1; setting < SettingName.Count; setting++)
        {
            hashes[setting] = HashOf(SettingName.Of(setting) + "=" + ValueOf(settings, setting));
            all.Append(hashes[setting].ToString("x8"));
        }

        hashes[SettingName.All] = HashOf(all.ToString());
        return hashes;
    }

    private static string ValueOf(AgentSettings settings, int setting)
    {
        AgentConfig agent = settings.Agent;
        Calibration calibration = agent.Calibration;
        switch (setting)
        {
            case 1: return settings.DeviceKey;
            case 2: return settings.HasSplitFrontEnd ? "true" : "false";
            case 3: return agent.RatedPowerMilliwatts.ToString();
            case 4: return agent.RatedCurrentMilliamps.ToString();
            case 5: return agent.VoltageMinMillivolts.ToString();
            case 6: return agent.VoltageMaxMillivolts.ToString();
            case 7: return agent.StartCurrentMilliamps.ToString();
            case 8: return agent.NoLoadCurrentMilliamps.ToString();
            case 9: return agent.RefusesUnsigned ? "true" : "false";
            case 10: return calibration.ShuntOffsetMicrovolts.ToString();
            case 11: return calibration.ShuntMicroohms.ToString();
            case 12: return calibration.CurrentGainPpm.ToString();
            case 13: return calibration.DividerRatioPerMille.ToString();
            default: return calibration.VoltageGainPpm.ToString();
        }
    }

    private uint HashOf(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        _hashing.ComputeMac(bytes, 0, bytes.Length, _mac);
        return ((uint)_mac[0] << 24) | ((uint)_mac[1] << 16) | ((uint)_mac[2] << 8) | _mac[3];
    }
}
