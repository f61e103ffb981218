using System.Net;
using System.Net.Sockets;

namespace CloudBridge.Core.Operations.Live;

/// <summary>The open pages that follow changes: bounded in all and for each remote address, and counted for each charger.</summary>
public sealed class LiveViewers
{
    /// <summary>Most pages that follow at once.</summary>
    public const int CountMax = 5000;

    /// <summary>Most of one remote address: a company or a mobile network may be behind one.</summary>
    public const int CountPerAddressMax = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _perAddress = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _perCharger = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>How many follow.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>Counts a page in; whoever is in disposes of it. Null when there are too many.</summary>
    /// <param name="chargerIds">The chargers that somebody looks at; none for the board of all, which watches none.</param>
    /// <param name="address">The remote address.</param>
    public IDisposable? TryEnter(IReadOnlyList<string> chargerIds, string address)
    {
        address = NetworkOf(address);
        lock (_lock)
        {
            if (_count >= CountMax || _perAddress.GetValueOrDefault(address) >= CountPerAddressMax)
            {
                return null;
            }

            _count++;
            Change(_perAddress, address, 1);
            foreach (string chargerId in chargerIds)
            {
                Change(_perCharger, chargerId, 1);
            }

            return new Viewer(this, chargerIds, address);
        }
    }

    /// <summary>The chargers that somebody looks at.</summary>
    public IReadOnlyList<string> WatchedChargers()
    {
        lock (_lock)
        {
            return [.. _perCharger.Keys];
        }
    }

    // Whoever has one address of IPv6 has 2^64 of them.
    private static string NetworkOf(string address)
    {
        bool isNetwork =
            IPAddress.TryParse(address, out IPAddress? ip) && ip.AddressFamily == AddressFamily.InterNetworkV6 && !ip.IsIPv4MappedToIPv6;
        return isNetwork ? Convert.ToHexStringLower(ip!.GetAddressBytes().AsSpan(0, 8)) : address;
    }

    private static void Change(Dictionary<string, int> counts, string key, int by)
    {
        int count = counts.GetValueOrDefault(key) + by;
        if (count == 0)
        {
            counts.Remove(key);
        }
        else
        {
            counts[key] = count;
        }
    }

    private void Leave(IReadOnlyList<string> chargerIds, string address)
    {
        lock (_lock)
        {
            _count--;
            Change(_perAddress, address, -1);
            foreach (string chargerId in chargerIds)
            {
                Change(_perCharger, chargerId, -1);
            }
        }
    }

    private sealed class Viewer(LiveViewers viewers, IReadOnlyList<string> chargerIds, string address) : IDisposable
    {
        private int _hasLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _hasLeft, 1) == 0)
            {
                viewers.Leave(chargerIds, address);
            }
        }
    }
}
