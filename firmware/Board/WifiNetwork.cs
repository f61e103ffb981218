using System;
using System.Device.Wifi;
using System.Net.NetworkInformation;
using System.Threading;
using Firmware.Core.Provisioning;
using nanoFramework.Networking;

namespace Firmware.Board;

/// <summary>
/// Wi-Fi and network time. The device reconnects to a known network by itself, and each explicit connect writes its settings to flash, so
/// there is one at boot and afterwards one in ten minutes at most.
/// </summary>
public sealed class WifiNetwork
{
    private const int ConnectTimeoutMs = 30000;
    private const int ConnectIntervalMs = 600000;
    private const string NoAddress = "0.0.0.0";

    private readonly WifiSettings _settings;
    private readonly SystemClock _clock;
    private long _nextConnectMs;

    /// <summary>A network that is not up.</summary>
    public WifiNetwork(WifiSettings settings, SystemClock clock)
    {
        _settings = settings;
        _clock = clock;
    }

    /// <summary>Address of the charger; "0.0.0.0" without one.</summary>
    public string Address
    {
        get
        {
            foreach (NetworkInterface candidate in NetworkInterface.GetAllNetworkInterfaces())
            {
                string address = candidate.IPv4Address;
                if (address != null && address.Length != 0 && address != NoAddress)
                {
                    return address;
                }
            }

            return NoAddress;
        }
    }

    /// <summary>Whether the charger has an address; connects when it is time to. Blocks for 30 seconds at most.</summary>
    public bool TryBringUp()
    {
        if (Address == NoAddress && !TryConnect())
        {
            return false;
        }

        if (!Sntp.IsStarted)
        {
            Sntp.Server1 = _settings.TimeServer;
            Sntp.Start();
        }

        OnTraffic();
        return true;
    }

    /// <summary>The network carries traffic, so the time server is in reach.</summary>
    public void OnTraffic()
    {
        _clock.OnNetwork();
    }

    private bool TryConnect()
    {
        long nowMs = Environment.TickCount64;
        if (_settings.Ssid.Length == 0 || nowMs < _nextConnectMs)
        {
            return false;
        }

        _nextConnectMs = nowMs + ConnectIntervalMs;
        using (CancellationTokenSource timeout = new CancellationTokenSource(ConnectTimeoutMs))
        {
            return WifiNetworkHelper.ConnectDhcp(
                _settings.Ssid,
                _settings.Password,
                WifiReconnectionKind.Automatic,
                false,
                0,
                timeout.Token);
        }
    }
}
