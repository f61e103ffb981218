using System.Globalization;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Registry.Access;

namespace CloudBridge.Settings;

/// <summary>The one table of settings: command line, environment and appsettings.json are all read by it.</summary>
public static class SettingTable
{
    /// <summary>The section of appsettings.json.</summary>
    public const string Section = "Bridge";

    /// <summary>All settings, in the order of help.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        Text(
            "Database",
            "FILE|STRING",
            "SQLite file, made when it is not there, or PostgreSQL as \"Host=...;Database=...;Username=...\"",
            s => s.Database,
            (s, v) => s.Database = v),
        Number(
            "MqttPort",
            "PORT",
            "port of the embedded MQTT broker, 0 for any free one",
            s => s.Mqtt.MqttPort,
            (s, v) => s.Mqtt.MqttPort = v),
        Text(
            "MqttBind",
            "IP",
            "address the embedded broker listens on; 0.0.0.0 lets chargers in from outside",
            s => s.Mqtt.MqttBind,
            (s, v) => s.Mqtt.MqttBind = v),
        Text("Broker", "HOST:PORT", "use this MQTT broker instead of the embedded one", s => s.Mqtt.Broker, (s, v) => s.Mqtt.Broker = v),
        Text("BrokerUser", "NAME", "user name at that broker", s => s.Mqtt.BrokerUser, (s, v) => s.Mqtt.BrokerUser = v),
        Text(
            "BrokerPassword",
            "TEXT",
            "its password; better given as environment variable Bridge__BrokerPassword",
            s => s.Mqtt.BrokerPassword,
            (s, v) => s.Mqtt.BrokerPassword = v),
        Text(
            "BrokerCaFile",
            "FILE",
            "TLS to that broker, whose certificate comes from this authority (PEM), or system",
            s => s.Mqtt.BrokerCaFile,
            (s, v) => s.Mqtt.BrokerCaFile = v),
        Text(
            "BrokerClientId",
            "NAME",
            "client id at that broker; each bridge needs its own",
            s => s.Mqtt.BrokerClientId,
            (s, v) => s.Mqtt.BrokerClientId = v),
        Text(
            "BrokerShareGroup",
            "NAME",
            "share the messages with the other bridges of this group",
            s => s.Mqtt.BrokerShareGroup,
            (s, v) => s.Mqtt.BrokerShareGroup = v),
        Text(
            "MqttCertificateFile",
            "FILE",
            "TLS on the embedded broker with this certificate (PEM)",
            s => s.Mqtt.MqttCertificateFile,
            (s, v) => s.Mqtt.MqttCertificateFile = v),
        Text("MqttKeyFile", "FILE", "key of that certificate (PEM)", s => s.Mqtt.MqttKeyFile, (s, v) => s.Mqtt.MqttKeyFile = v),
        Number(
            "MqttConnectionsMax",
            "COUNT",
            "connections the embedded broker takes",
            s => s.Mqtt.MqttConnectionsMax,
            (s, v) => s.Mqtt.MqttConnectionsMax = v),
        Number(
            "MqttConnectionsPerAddress",
            "COUNT",
            "connections of one address among them",
            s => s.Mqtt.MqttConnectionsPerAddress,
            (s, v) => s.Mqtt.MqttConnectionsPerAddress = v),
        Number(
            "MqttPacketBytesMax",
            "BYTES",
            "largest packet it takes",
            s => s.Mqtt.MqttPacketBytesMax,
            (s, v) => s.Mqtt.MqttPacketBytesMax = v),
        Number(
            "MqttPacketsPerSecondMax",
            "COUNT",
            "packets a client may send in a second on average, 0 for any number",
            s => s.Mqtt.MqttPacketsPerSecondMax,
            (s, v) => s.Mqtt.MqttPacketsPerSecondMax = v),
        Switch(
            "AllowAnonymous",
            "let chargers without a password in; for demos only",
            s => s.Mqtt.AllowAnonymous,
            (s, v) => s.Mqtt.AllowAnonymous = v),
        Switch(
            "ChargerClocks",
            "what chargers say of the time counts when the bridge judges its own clock; false where nobody sets theirs",
            s => s.Mqtt.ChargerClocks,
            (s, v) => s.Mqtt.ChargerClocks = v),
        Text("PagesUrl", "URL", "address of pages and API", s => s.Pages.PagesUrl, (s, v) => s.Pages.PagesUrl = v),
        Text(
            "PublicUrl",
            "URL",
            "address of the pages as people outside know it, for links and labels",
            s => s.Pages.PublicUrl,
            (s, v) => s.Pages.PublicUrl = v),
        Switch(
            "PagesOpen",
            "no sign-in at this machine; only with a loopback address",
            s => s.Pages.PagesOpen,
            (s, v) => s.Pages.PagesOpen = v),
        Text(
            "PagesProxy",
            "IP",
            "a proxy on another machine that is believed who asks and whether by https",
            s => s.Pages.PagesProxy,
            (s, v) => s.Pages.PagesProxy = v),
        Number(
            "PagesConnectionsMax",
            "COUNT",
            "connections pages and API take",
            s => s.Pages.PagesConnectionsMax,
            (s, v) => s.Pages.PagesConnectionsMax = v),
        Number(
            "PagesConnectionsPerAddress",
            "COUNT",
            "connections of one address among them",
            s => s.Pages.PagesConnectionsPerAddress,
            (s, v) => s.Pages.PagesConnectionsPerAddress = v),
        Switch(
            "HomeAssistant",
            "tell Home Assistant of the chargers over MQTT; who may read is added with home add",
            s => s.Home.HomeAssistant,
            (s, v) => s.Home.HomeAssistant = v),
        Text(
            "HomeAssistantPrefix",
            "TOPIC",
            "its discovery prefix",
            s => s.Home.HomeAssistantPrefix,
            (s, v) => s.Home.HomeAssistantPrefix = v),
        Text(
            "MetricsUrl",
            "URL",
            "a second address for a scraper: /metrics without a sign-in, nothing else",
            s => s.Telemetry.MetricsUrl,
            (s, v) => s.Telemetry.MetricsUrl = v),
        Text(
            "OtlpEndpoint",
            "URL",
            "send metrics and traces there (OTLP over HTTP); without it nothing leaves",
            s => s.Telemetry.OtlpEndpoint,
            (s, v) => s.Telemetry.OtlpEndpoint = v),
        Text("LogFormat", "line|json", "how log lines look", s => s.Telemetry.LogFormat, (s, v) => s.Telemetry.LogFormat = v),
        Text(
            "LogLevel",
            "LEVEL",
            "least severe log line: trace, debug, information, warning, error or critical",
            s => s.Telemetry.LogLevel,
            (s, v) => s.Telemetry.LogLevel = v),
        Text(
            "OidcAuthority",
            "URL",
            "let people sign in through this OpenID provider",
            s => s.Oidc.OidcAuthority,
            (s, v) => s.Oidc.OidcAuthority = v),
        Text("OidcClientId", "NAME", "what that provider calls this bridge", s => s.Oidc.OidcClientId, (s, v) => s.Oidc.OidcClientId = v),
        Text(
            "OidcClientSecretFile",
            "FILE",
            $"file with the secret for it, or environment variable {OidcRoles.SecretVariable}",
            s => s.Oidc.OidcClientSecretFile,
            (s, v) => s.Oidc.OidcClientSecretFile = v),
        Text("OidcRoleClaim", "CLAIM", "claim that decides the role", s => s.Oidc.OidcRoleClaim, (s, v) => s.Oidc.OidcRoleClaim = v),
        Text("OidcRoles", "VALUE=ROLE,...", "its values with their roles", s => s.Oidc.OidcRoles, (s, v) => s.Oidc.OidcRoles = v),
        Text(
            "TimeZone",
            "ZONE",
            "the operator's time zone, e.g. Europe/Berlin",
            s => s.Operator.TimeZone,
            (s, v) => s.Operator.TimeZone = v),
        Text("IssuerName", "TEXT", "who issues the bills", s => s.Operator.IssuerName, (s, v) => s.Operator.IssuerName = v),
        Text(
            "IssuerAddress",
            "TEXT",
            "its postal address, lines parted by |",
            s => s.Operator.IssuerAddress,
            (s, v) => s.Operator.IssuerAddress = v),
        Text("IssuerVatNumber", "TEXT", "its VAT number", s => s.Operator.IssuerVatNumber, (s, v) => s.Operator.IssuerVatNumber = v),
        Text(
            "BillNumberPrefix",
            "TEXT",
            "what bill numbers begin with; each prefix is a gapless series per year",
            s => s.Operator.BillNumberPrefix,
            (s, v) => s.Operator.BillNumberPrefix = v),
        Text(
            "StatementKeyFile",
            "FILE",
            "private key that signs statements (PEM), made with key create",
            s => s.Operator.StatementKeyFile,
            (s, v) => s.Operator.StatementKeyFile = v),
        Text("Currency", "CODE", "refuse tariffs in any other currency", s => s.Operator.Currency, (s, v) => s.Operator.Currency = v),
        Text(
            "OcpiCountryCode",
            "CODE",
            "country of this party to OCPI partners, two letters",
            s => s.Ocpi.OcpiCountryCode,
            (s, v) => s.Ocpi.OcpiCountryCode = v),
        Text("OcpiPartyId", "ID", "its party id, three letters or digits", s => s.Ocpi.OcpiPartyId, (s, v) => s.Ocpi.OcpiPartyId = v),
        Switch(
            "OcpiInside",
            "let OCPI partners be in a private network and without TLS",
            s => s.Ocpi.OcpiInside,
            (s, v) => s.Ocpi.OcpiInside = v),
        Switch(
            "ZeroBills",
            "number sessions of 0 kWh and 0.00 as bills; false keeps them as sessions without one",
            s => s.Operator.ZeroBills,
            (s, v) => s.Operator.ZeroBills = v),
        Text("SmtpHost", "HOST", "server that takes e-mails; empty for none", s => s.Notices.SmtpHost, (s, v) => s.Notices.SmtpHost = v),
        Number("SmtpPort", "PORT", "its port", s => s.Notices.SmtpPort, (s, v) => s.Notices.SmtpPort = v),
        Text(
            "SmtpSecurity",
            "starttls|tls|none",
            "TLS to that server; none only to this machine",
            s => s.Notices.SmtpSecurity,
            (s, v) => s.Notices.SmtpSecurity = v),
        Text("SmtpUser", "NAME", "user name there", s => s.Notices.SmtpUser, (s, v) => s.Notices.SmtpUser = v),
        Text(
            "SmtpPasswordFile",
            "FILE",
            $"file with its password, or environment variable {SmtpPassword.Variable}",
            s => s.Notices.SmtpPasswordFile,
            (s, v) => s.Notices.SmtpPasswordFile = v),
        Text("SmtpFrom", "ADDRESS", "address that e-mails come from", s => s.Notices.SmtpFrom, (s, v) => s.Notices.SmtpFrom = v),
        Text(
            "SmtpCaFile",
            "FILE",
            "authority of that server's certificate (PEM); empty for those this machine trusts",
            s => s.Notices.SmtpCaFile,
            (s, v) => s.Notices.SmtpCaFile = v),
        Switch(
            "NoticesPlainHttp",
            "let webhooks and push messages go without TLS",
            s => s.Notices.NoticesPlainHttp,
            (s, v) => s.Notices.NoticesPlainHttp = v),
        Number("BatchMax", "COUNT", "records committed together at most", s => s.Writer.BatchMax, (s, v) => s.Writer.BatchMax = v),
        Number("QueueMax", "COUNT", "records that may wait for their commit", s => s.Writer.QueueMax, (s, v) => s.Writer.QueueMax = v),
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
