using System.Net;
using NodaTime;

namespace CloudBridge;

/// <summary>Everything an operator can choose about a bridge. Out of range means refused at start, never adjusted.</summary>
public sealed class BridgeSettings
{
    /// <summary>A SQLite file, made when it is not there, or a connection string of PostgreSQL.</summary>
    public string Database { get; set; } = "chargeagent.db";

    /// <summary>An external MQTT broker as HOST:PORT; empty means the embedded broker.</summary>
    public string Broker { get; set; } = "";

    /// <summary>User name at the external broker; empty means none.</summary>
    public string BrokerUser { get; set; } = "";

    /// <summary>Password at the external broker.</summary>
    public string BrokerPassword { get; set; } = "";

    /// <summary>PEM file with the authority of that broker's certificate, or "system" for those this machine trusts; empty means no TLS.</summary>
    public string BrokerCaFile { get; set; } = "";

    /// <summary>Client id at that broker; each bridge of several at one broker needs its own.</summary>
    public string BrokerClientId { get; set; } = "chargeagent-bridge";

    /// <summary>Group of a shared subscription: its bridges share the messages; empty means each bridge gets all.</summary>
    public string BrokerShareGroup { get; set; } = "";

    /// <summary>IP address the embedded broker listens on.</summary>
    public string MqttBind { get; set; } = "127.0.0.1";

    /// <summary>Port the embedded broker listens on; 0 is any free port.</summary>
    public int MqttPort { get; set; } = 1883;

    /// <summary>PEM file with the certificate the embedded broker shows; empty means no TLS.</summary>
    public string MqttCertificateFile { get; set; } = "";

    /// <summary>PEM file with the key of that certificate.</summary>
    public string MqttKeyFile { get; set; } = "";

    /// <summary>Connections the embedded broker takes at the same time.</summary>
    public int MqttConnectionsMax { get; set; } = 10000;

    /// <summary>Bytes of one MQTT packet: the largest message with its topic.</summary>
    public int MqttPacketBytesMax { get; set; } = 66560;

    /// <summary>Packets a client may send in a second on average; 0 is any number.</summary>
    public int MqttPacketsPerSecondMax { get; set; } = 50;

    /// <summary>Whether chargers that were added without a password may connect; for demos only.</summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>Address of pages and API, http only; port 0 is any free port.</summary>
    public string PagesUrl { get; set; } = "http://localhost:5080";

    /// <summary>Address at which people reach the pages from outside, for links and labels; empty means <see cref="PagesUrl"/>.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>Whether whoever sits at this machine is an operator without signing in; only on a loopback address.</summary>
    public bool PagesOpen { get; set; }

    /// <summary>IP address of a proxy on another machine, which is believed who asks and whether by https; one on this machine always is.</summary>
    public string PagesProxy { get; set; } = "";

    /// <summary>Whether Home Assistant is told of the chargers, and homes may read at the embedded broker.</summary>
    public bool HomeAssistant { get; set; }

    /// <summary>Home Assistant's discovery prefix.</summary>
    public string HomeAssistantPrefix { get; set; } = "homeassistant";

    /// <summary>Second address, http only, that answers /metrics without a sign-in and nothing else; empty means none.</summary>
    public string MetricsUrl { get; set; } = "";

    /// <summary>Where metrics and traces are sent (OTLP over HTTP); empty means nowhere.</summary>
    public string OtlpEndpoint { get; set; } = "";

    /// <summary>How log lines look: "line" or "json".</summary>
    public string LogFormat { get; set; } = Observability.BridgeLog.Line;

    /// <summary>The least severe log line that is written.</summary>
    public string LogLevel { get; set; } = "information";

    /// <summary>Address of an OpenID provider; empty means none.</summary>
    public string OidcAuthority { get; set; } = "";

    /// <summary>What that provider calls this bridge.</summary>
    public string OidcClientId { get; set; } = "";

    /// <summary>File with the secret for that provider; empty means it is in the environment.</summary>
    public string OidcClientSecretFile { get; set; } = "";

    /// <summary>Claim of the provider that decides the role; "email" counts only where the provider has verified it.</summary>
    public string OidcRoleClaim { get; set; } = "email";

    /// <summary>Values of that claim with their roles, as VALUE=ROLE parted by commas.</summary>
    public string OidcRoles { get; set; } = "";

    /// <summary>Time zone of the operator: years of bill numbers, times where no tariff names a zone.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Who issues the bills.</summary>
    public string IssuerName { get; set; } = "ChargeAgent";

    /// <summary>Postal address of the issuer, lines parted by "|".</summary>
    public string IssuerAddress { get; set; } = "";

    /// <summary>VAT number of the issuer.</summary>
    public string IssuerVatNumber { get; set; } = "";

    /// <summary>What bill numbers begin with; one prefix is one gapless series per year.</summary>
    public string BillNumberPrefix { get; set; } = "";

    /// <summary>PEM file with the private key that signs statements; empty means that they are not signed.</summary>
    public string StatementKeyFile { get; set; } = "";

    /// <summary>The only currency that tariffs may have, by ISO 4217; empty means any.</summary>
    public string Currency { get; set; } = "";

    /// <summary>Server that takes e-mails; empty means that none are sent.</summary>
    public string SmtpHost { get; set; } = "";

    /// <summary>Its port.</summary>
    public int SmtpPort { get; set; } = 587;

    /// <summary>How the connection to it is kept from others, see <see cref="Notices.SmtpSecurity"/>.</summary>
    public string SmtpSecurity { get; set; } = Notices.SmtpSecurity.StartTls;

    /// <summary>User name there; empty means no sign-in.</summary>
    public string SmtpUser { get; set; } = "";

    /// <summary>File with the password; empty means it is in the environment.</summary>
    public string SmtpPasswordFile { get; set; } = "";

    /// <summary>Address that e-mails come from.</summary>
    public string SmtpFrom { get; set; } = "";

    /// <summary>PEM file with the authority of that server's certificate; empty means those this machine trusts.</summary>
    public string SmtpCaFile { get; set; } = "";

    /// <summary>Whether webhooks and push messages may go bare over the network.</summary>
    public bool NoticesPlainHttp { get; set; }

    /// <summary>Records committed together at most. 256 without waiting was the fastest in measurements.</summary>
    public int BatchMax { get; set; } = 256;

    /// <summary>Records that may wait for their commit.</summary>
    public int QueueMax { get; set; } = 4096;

    /// <summary>Whether the bridge runs its own broker.</summary>
    public bool IsBrokerEmbedded => Broker.Length == 0;

    /// <summary>Whether people may sign in through an OpenID provider.</summary>
    public bool IsOidcUsed => OidcAuthority.Length > 0;

    /// <summary>Address of the pages as people know it, without a slash at its end.</summary>
    public string PublicAddress => (PublicUrl.Length > 0 ? PublicUrl : PagesUrl).TrimEnd('/');

    /// <summary>The operator's zone, after <see cref="FindDefect"/> found none.</summary>
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

    /// <summary>The first setting that cannot be used, named, with how to mend it; null when all are well.</summary>
    public string? FindDefect()
    {
        if (string.IsNullOrWhiteSpace(Database)) { return "Database is empty: give the path of a file, e.g. chargeagent.db"; }
        if (!IsBrokerEmbedded && !TryGetBroker(out _, out _)) { return $"Broker is '{Broker}': give HOST:PORT, e.g. broker.example.org:1883, or leave it empty for the embedded broker"; }
        if (BrokerClientId.Length is 0 or > 64) { return "BrokerClientId must have 1 to 64 characters"; }
        if (BrokerShareGroup.AsSpan().IndexOfAny("/+#") >= 0) { return $"BrokerShareGroup is '{BrokerShareGroup}': give a name without / + #"; }
        if (!IPAddress.TryParse(MqttBind, out _)) { return $"MqttBind is '{MqttBind}': give an IP address, e.g. 127.0.0.1 for this machine only or 0.0.0.0 for all"; }
        if (MqttPort is < 0 or > 65535) { return $"MqttPort is {MqttPort}: give 1 to 65535, or 0 for any free port"; }
        if ((MqttCertificateFile.Length == 0) != (MqttKeyFile.Length == 0)) { return "MqttCertificateFile and MqttKeyFile belong together: give both or none"; }
        if (MqttConnectionsMax is < 1 or > 1000000) { return $"MqttConnectionsMax is {MqttConnectionsMax}: give 1 to 1000000"; }
        if (MqttPacketBytesMax is < 8192 or > 1048576) { return $"MqttPacketBytesMax is {MqttPacketBytesMax}: give 8192 to 1048576"; }
        if (MqttPacketsPerSecondMax is < 0 or > 100000) { return $"MqttPacketsPerSecondMax is {MqttPacketsPerSecondMax}: give 1 to 100000, or 0 for any number"; }
        if (!TryGetPages(out _)) { return $"PagesUrl is '{PagesUrl}': give an address like http://localhost:5080 (https is the task of a proxy in front)"; }
        if (FindAccessDefect() is string defect) { return defect; }
        if (CloudBridge.HomeAssistant.HomeAssistantParts.FindDefect(this) is string homeless) { return homeless; }
        if (Observability.ObservabilityDefect.Find(this) is string blind) { return blind; }
        if (FindNoticeDefect() is string notice) { return notice; }
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) == null) { return $"TimeZone is '{TimeZone}', which the tz database does not know: give a name like Europe/Berlin or UTC"; }
        if (IssuerName.Length is 0 or > 120) { return "IssuerName must have 1 to 120 characters: it stands on every bill"; }
        if (IssuerAddress.Length > 400) { return "IssuerAddress must have at most 400 characters"; }
        if (IssuerVatNumber.Length > 40) { return "IssuerVatNumber must have at most 40 characters"; }
        if (BillNumberPrefix.Length > 16 || !BillNumberPrefix.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) { return $"BillNumberPrefix is '{BillNumberPrefix}': give at most 16 of A-Z a-z 0-9 and -"; }
        if (Currency.Length != 0 && !(Currency.Length == 3 && Currency.All(char.IsAsciiLetterUpper))) { return $"Currency is '{Currency}': give three capital letters of ISO 4217, e.g. EUR, or leave it empty for any"; }
        if (BatchMax is < 1 or > 10000) { return $"BatchMax is {BatchMax}: give 1 to 10000"; }
        if (QueueMax < BatchMax || QueueMax > 100000) { return $"QueueMax is {QueueMax}: give at least BatchMax and at most 100000"; }
        return null;
    }

    /// <summary>Host and port of the external broker; false when the setting names none.</summary>
    public bool TryGetBroker(out string host, out int port)
    {
        int colon = Broker.LastIndexOf(':');
        host = colon > 0 ? Broker[..colon] : "";
        port = 0;
        return host.Length > 0 && int.TryParse(Broker[(colon + 1)..], out port) && port is > 0 and <= 65535;
    }

    /// <summary>The pages' address; false when the setting is none.</summary>
    public bool TryGetPages(out Uri? address)
    {
        return Uri.TryCreate(PagesUrl, UriKind.Absolute, out address) && address.Scheme == Uri.UriSchemeHttp && address.AbsolutePath == "/";
    }

    private string? FindNoticeDefect()
    {
        if (SmtpHost.Length == 0) { return null; }
        if (SmtpPort is < 1 or > 65535) { return $"SmtpPort is {SmtpPort}: give 1 to 65535"; }
        if (SmtpSecurity is not (Notices.SmtpSecurity.StartTls or Notices.SmtpSecurity.Tls or Notices.SmtpSecurity.None)) { return $"SmtpSecurity is '{SmtpSecurity}': give starttls, tls, or none for a server on this machine"; }
        if (SmtpSecurity == Notices.SmtpSecurity.None && !(SmtpHost == "localhost" || (IPAddress.TryParse(SmtpHost, out IPAddress? server) && IPAddress.IsLoopback(server)))) { return $"SmtpSecurity is none and {SmtpHost} is another machine: e-mails and password must not cross a network bare, give starttls or tls"; }
        return Notices.ContactAddress.IsEmail(SmtpFrom) ? null : $"SmtpFrom is '{SmtpFrom}': give the address that e-mails come from, e.g. charging@example.org";
    }

    private string? FindAccessDefect()
    {
        if (PublicUrl.Length > 0 && !(Uri.TryCreate(PublicUrl, UriKind.Absolute, out Uri? site) && site.Scheme is "http" or "https" && site.AbsolutePath == "/" && PublicUrl.Length <= 200)) { return $"PublicUrl is '{PublicUrl}': give the address at which people reach the pages, e.g. https://charging.example.org, or leave it empty"; }
        if (PagesOpen && !new Uri(PagesUrl).IsLoopback) { return $"PagesOpen lets everybody in, and {PagesUrl} can be reached from other machines: leave it out, or choose an address like http://localhost:5080"; }
        if (PagesProxy.Length > 0 && !IPAddress.TryParse(PagesProxy, out _)) { return $"PagesProxy is '{PagesProxy}': give the proxy's IP address, or leave it empty for one on this machine"; }
        if (!IsOidcUsed) { return null; }
        if (!Uri.TryCreate(OidcAuthority, UriKind.Absolute, out Uri? authority) || !(authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback))) { return $"OidcAuthority is '{OidcAuthority}': give the provider's address with https, e.g. https://login.example.org/realms/charging"; }
        if (OidcClientId.Length == 0) { return "OidcClientId is empty: give the name under which the provider knows this bridge"; }
        if (OidcRoleClaim.Length == 0) { return "OidcRoleClaim is empty: give the claim that decides the role, e.g. email or groups"; }
        if (Access.OidcRoles.Read(OidcRoles) == null) { return $"OidcRoles is '{OidcRoles}': give VALUE=ROLE parted by commas, e.g. ann@example.org=operator,ben@example.org=technician; roles are {Access.Role.Words}"; }
        return null;
    }
}
