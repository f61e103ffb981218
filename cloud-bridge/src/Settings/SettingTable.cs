using System.Globalization;

namespace CloudBridge.Settings;

/// <summary>The one table of settings: command line, environment and appsettings.json are all read by it.</summary>
public static class SettingTable
{
    /// <summary>The section of appsettings.json.</summary>
    public const string Section = "Bridge";

    /// <summary>All settings, in the order of help.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        Text("Database", "FILE|STRING", "SQLite file, made when it is not there, or PostgreSQL as \"Host=...;Database=...;Username=...\"", s => s.Database, (s, v) => s.Database = v),
        Number("MqttPort", "PORT", "port of the embedded MQTT broker, 0 for any free one", s => s.MqttPort, (s, v) => s.MqttPort = v),
        Text("MqttBind", "IP", "address the embedded broker listens on; 0.0.0.0 lets chargers in from outside", s => s.MqttBind, (s, v) => s.MqttBind = v),
        Text("Broker", "HOST:PORT", "use this MQTT broker instead of the embedded one", s => s.Broker, (s, v) => s.Broker = v),
        Text("BrokerUser", "NAME", "user name at that broker", s => s.BrokerUser, (s, v) => s.BrokerUser = v),
        Text("BrokerPassword", "TEXT", "its password; better given as environment variable Bridge__BrokerPassword", s => s.BrokerPassword, (s, v) => s.BrokerPassword = v),
        Text("BrokerCaFile", "FILE", "TLS to that broker, whose certificate comes from this authority (PEM), or system", s => s.BrokerCaFile, (s, v) => s.BrokerCaFile = v),
        Text("BrokerClientId", "NAME", "client id at that broker; each bridge needs its own", s => s.BrokerClientId, (s, v) => s.BrokerClientId = v),
        Text("BrokerShareGroup", "NAME", "share the messages with the other bridges of this group", s => s.BrokerShareGroup, (s, v) => s.BrokerShareGroup = v),
        Text("MqttCertificateFile", "FILE", "TLS on the embedded broker with this certificate (PEM)", s => s.MqttCertificateFile, (s, v) => s.MqttCertificateFile = v),
        Text("MqttKeyFile", "FILE", "key of that certificate (PEM)", s => s.MqttKeyFile, (s, v) => s.MqttKeyFile = v),
        Number("MqttConnectionsMax", "COUNT", "connections the embedded broker takes", s => s.MqttConnectionsMax, (s, v) => s.MqttConnectionsMax = v),
        Number("MqttPacketBytesMax", "BYTES", "largest packet it takes", s => s.MqttPacketBytesMax, (s, v) => s.MqttPacketBytesMax = v),
        Number("MqttPacketsPerSecondMax", "COUNT", "packets a client may send in a second on average, 0 for any number", s => s.MqttPacketsPerSecondMax, (s, v) => s.MqttPacketsPerSecondMax = v),
        Switch("AllowAnonymous", "let chargers without a password in; for demos only", s => s.AllowAnonymous, (s, v) => s.AllowAnonymous = v),
        Text("PagesUrl", "URL", "address of pages and API", s => s.PagesUrl, (s, v) => s.PagesUrl = v),
        Text("PublicUrl", "URL", "address of the pages as people outside know it, for links and labels", s => s.PublicUrl, (s, v) => s.PublicUrl = v),
        Switch("PagesOpen", "no sign-in at this machine; only with a loopback address", s => s.PagesOpen, (s, v) => s.PagesOpen = v),
        Text("PagesProxy", "IP", "a proxy on another machine that is believed who asks and whether by https", s => s.PagesProxy, (s, v) => s.PagesProxy = v),
        Text("OidcAuthority", "URL", "let people sign in through this OpenID provider", s => s.OidcAuthority, (s, v) => s.OidcAuthority = v),
        Text("OidcClientId", "NAME", "what that provider calls this bridge", s => s.OidcClientId, (s, v) => s.OidcClientId = v),
        Text("OidcClientSecretFile", "FILE", $"file with the secret for it, or environment variable {Access.OidcRoles.SecretVariable}", s => s.OidcClientSecretFile, (s, v) => s.OidcClientSecretFile = v),
        Text("OidcRoleClaim", "CLAIM", "claim that decides the role", s => s.OidcRoleClaim, (s, v) => s.OidcRoleClaim = v),
        Text("OidcRoles", "VALUE=ROLE,...", "its values with their roles", s => s.OidcRoles, (s, v) => s.OidcRoles = v),
        Text("TimeZone", "ZONE", "the operator's time zone, e.g. Europe/Berlin", s => s.TimeZone, (s, v) => s.TimeZone = v),
        Text("IssuerName", "TEXT", "who issues the bills", s => s.IssuerName, (s, v) => s.IssuerName = v),
        Text("IssuerAddress", "TEXT", "its postal address, lines parted by |", s => s.IssuerAddress, (s, v) => s.IssuerAddress = v),
        Text("IssuerVatNumber", "TEXT", "its VAT number", s => s.IssuerVatNumber, (s, v) => s.IssuerVatNumber = v),
        Text("BillNumberPrefix", "TEXT", "what bill numbers begin with; each prefix is a gapless series per year", s => s.BillNumberPrefix, (s, v) => s.BillNumberPrefix = v),
        Text("StatementKeyFile", "FILE", "private key that signs statements (PEM), made with key create", s => s.StatementKeyFile, (s, v) => s.StatementKeyFile = v),
        Text("Currency", "CODE", "refuse tariffs in any other currency", s => s.Currency, (s, v) => s.Currency = v),
        Text("SmtpHost", "HOST", "server that takes e-mails; empty for none", s => s.SmtpHost, (s, v) => s.SmtpHost = v),
        Number("SmtpPort", "PORT", "its port", s => s.SmtpPort, (s, v) => s.SmtpPort = v),
        Text("SmtpSecurity", "starttls|tls|none", "TLS to that server; none only to this machine", s => s.SmtpSecurity, (s, v) => s.SmtpSecurity = v),
        Text("SmtpUser", "NAME", "user name there", s => s.SmtpUser, (s, v) => s.SmtpUser = v),
        Text("SmtpPasswordFile", "FILE", $"file with its password, or environment variable {Notices.SmtpPassword.Variable}", s => s.SmtpPasswordFile, (s, v) => s.SmtpPasswordFile = v),
        Text("SmtpFrom", "ADDRESS", "address that e-mails come from", s => s.SmtpFrom, (s, v) => s.SmtpFrom = v),
        Text("SmtpCaFile", "FILE", "authority of that server's certificate (PEM); empty for those this machine trusts", s => s.SmtpCaFile, (s, v) => s.SmtpCaFile = v),
        Switch("NoticesPlainHttp", "let webhooks and push messages go without TLS", s => s.NoticesPlainHttp, (s, v) => s.NoticesPlainHttp = v),
        Number("BatchMax", "COUNT", "records committed together at most", s => s.BatchMax, (s, v) => s.BatchMax = v),
        Number("QueueMax", "COUNT", "records that may wait for their commit", s => s.QueueMax, (s, v) => s.QueueMax = v),
    ];

    private static Setting Text(string key, string value, string help, Func<BridgeSettings, string> get, Action<BridgeSettings, string> set)
    {
        return new Setting(key, FlagOf(key), value, help, (settings, text) => { set(settings, text); return true; }, get);
    }

    private static Setting Switch(string key, string help, Func<BridgeSettings, bool> get, Action<BridgeSettings, bool> set)
    {
        return new Setting(key, FlagOf(key), "true|false", help, TrySet, settings => get(settings) ? "true" : "false") { IsSwitch = true };

        bool TrySet(BridgeSettings settings, string text)
        {
            bool isSwitch = bool.TryParse(text, out bool value);
            if (isSwitch)
            {
                set(settings, value);
            }

            return isSwitch;
        }
    }

    private static Setting Number(string key, string value, string help, Func<BridgeSettings, int> get, Action<BridgeSettings, int> set)
    {
        return new Setting(key, FlagOf(key), value, help, TrySet, settings => get(settings).ToString(CultureInfo.InvariantCulture));

        bool TrySet(BridgeSettings settings, string text)
        {
            bool isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number);
            if (isNumber)
            {
                set(settings, number);
            }

            return isNumber;
        }
    }

    private static string FlagOf(string key)
    {
        return "--" + string.Concat(key.Select((c, i) => (i > 0 && char.IsUpper(c) ? "-" : "") + char.ToLowerInvariant(c)));
    }
}
