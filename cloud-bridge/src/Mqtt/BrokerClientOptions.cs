using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using CloudBridge.Core.Foundation.Tls;
using MQTTnet;
using MQTTnet.Formatter;

namespace CloudBridge.Mqtt;

/// <summary>How the bridge connects to an external broker. Every figure was measured; the client's defaults lose messages or
/// stall.</summary>
internal static class BrokerClientOptions
{
    private const int ReceiveMaximum = 1000;

    // With the client's 8 KiB, delivery from a broker on the same machine stalled at a few hundred a second.
    private const int BufferBytes = 256 * 1024;

    // The broker keeps what chargers send for a week while the bridge is away.
    private const uint SessionExpirySeconds = 7 * 24 * 3600;

    /// <summary>The options for the broker in the settings.</summary>
    public static MqttClientOptions Of(BrokerSettings settings)
    {
        Firmware.Core.Promises.Guard.IsTrue(settings.TryGetBroker(out string host, out int port), "the settings name a broker");
        MqttClientOptionsBuilder options = new MqttClientOptionsBuilder()
            .WithTcpServer(host, port)
            .WithTcpServer(tcp => tcp.BufferSize = BufferBytes)
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId(settings.BrokerClientId)
            .WithCleanStart(false)
            .WithSessionExpiryInterval(SessionExpirySeconds)
            .WithReceiveMaximum(ReceiveMaximum);
        if (settings.BrokerCaFile.Length != 0)
        {
            options.WithTlsOptions(tls => Secure(tls, settings.BrokerCaFile, host));
        }

        return (settings.BrokerUser.Length == 0 ? options : options.WithCredentials(settings.BrokerUser, settings.BrokerPassword)).Build();
    }

    private static void Secure(MqttClientTlsOptionsBuilder tls, string authorityFile, string host)
    {
        tls.UseTls().WithTargetHost(host).WithSslProtocols(SslProtocols.Tls12 | SslProtocols.Tls13);
        if (authorityFile != "system")
        {
            // An authority of one's own publishes no revocation list.
            tls.WithTrustChain(CertificateFile.ReadAuthorities(authorityFile)).WithRevocationMode(X509RevocationMode.NoCheck);
        }
    }
}
