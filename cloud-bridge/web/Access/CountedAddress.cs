using System.Net;
using System.Net.Sockets;

namespace CloudBridge.Web.Access;

/// <summary>
/// The address by which tries are counted: what a proxy that is believed says (setting PagesProxy), else where the connection comes from.
/// Of IPv6 the first 64 bits, because one client has all addresses below them.
/// </summary>
internal static class CountedAddress
{
    private const int NetworkBytes = 8;

    /// <summary>The address of a request.</summary>
    public static string Of(HttpContext context)
    {
        return context.Connection.RemoteIpAddress is IPAddress address ? Of(address) : "";
    }

    /// <summary>An address as it is counted.</summary>
    public static string Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkBytes))
            : address.ToString();
    }
}
