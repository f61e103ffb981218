using System.Net;
using System.Net.Sockets;

namespace CloudBridge.Core.Foundation.Addresses;

/// <summary>
/// Keeps what others choose the address of out of the operator's own network: whoever chooses where the bridge sends a request to must
/// not reach with it what only the bridge can reach. The address is looked at when the connection is made, because a name may lead
/// elsewhere by then.
/// </summary>
public static class AddressGuard
{
    // What is not the public network, by the registries of special addresses of IANA.
    private static readonly IPNetwork[] Inside =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "::/127",
            "::ffff:0:0/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether an address is none of the public network.</summary>
    public static bool IsInside(IPAddress address)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Inside.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    /// <summary>Whether it can be told without asking for the name that it is none.</summary>
    public static bool IsRefusedByName(Uri address)
    {
        return address.IsLoopback || (IPAddress.TryParse(address.DnsSafeHost, out IPAddress? ip) && IsInside(ip));
    }

    /// <summary>Connects to the first address of a name that lets it, and to none inside.</summary>
    /// <exception cref="RefusedAddressException">All of them are inside.</exception>
    public static async ValueTask<Stream> ConnectOutsideAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        IPAddress[] found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        IPAddress[] outside = [.. found.Where(address => !IsInside(address))];
        if (outside.Length == 0)
        {
            throw new RefusedAddressException(
                $"{context.DnsEndPoint.Host} leads into a private network, where this may not go");
        }

        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(outside, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A message would have gone where it may not.</summary>
public sealed class RefusedAddressException(string message) : Exception(message);
