using Firmware.Core.Ports;

namespace CloudBridge.Core.Tariffs.Publishing;

/// <summary>
/// Whom a tariff is for: all chargers, those of a site, of a connector type, of a connector type at a site, or one charger. Where several
/// hold
/// for a charger the most specific wins, in this order: charger, connector type at its site, site, connector type, all. A site comes before
/// a
/// connector type, because power, rent and neighbours' prices are the place's.
/// </summary>
/// <param name="ChargerId">One charger; null is any. With a charger the others are null.</param>
/// <param name="SiteId">Chargers of this site; null is any.</param>
/// <param name="ConnectorType">Chargers with this connector standard of OCPI, e.g. IEC_62196_T2; null is any.</param>
public sealed record TariffScope(string? ChargerId, string? SiteId, string? ConnectorType)
{
    private const int LengthMax = 64;

    /// <summary>All chargers.</summary>
    public static TariffScope Everyone { get; } = new(null, null, null);

    /// <summary>How specific it is: 4 one charger, 3 connector type at a site, 2 site, 1 connector type, 0 all.</summary>
    public int Specificity => ChargerId != null ? 4 : (SiteId != null ? 2 : 0) + (ConnectorType != null ? 1 : 0);

    /// <summary>In words, to go after "for".</summary>
    public string Words => Specificity switch
    {
        4 => $"charger {ChargerId}",
        3 => $"{ConnectorType} connectors at site {SiteId}",
        2 => $"site {SiteId}",
        1 => $"{ConnectorType} connectors",
        _ => "all chargers",
    };

    /// <summary>One charger, or all with <see cref="TariffBook.EveryCharger"/>.</summary>
    public static TariffScope OfCharger(string chargerId)
    {
        return chargerId == TariffBook.EveryCharger ? Everyone : new TariffScope(chargerId, null, null);
    }

    /// <summary>Reads what a person or a program named; empty is any. Null with what is wrong. Whether it exists is not looked
    /// up.</summary>
    public static TariffScope? Read(string? chargerId, string? siteId, string? connectorType, out string defect)
    {
        TariffScope scope = new(NullIfEmpty(chargerId), NullIfEmpty(siteId), NullIfEmpty(connectorType));
        defect = scope switch
        {
            { ChargerId: not null } when scope.SiteId != null || scope.ConnectorType != null =>
                "a charger says it all: leave site and connector type out, or the charger",
            { ChargerId: not null } when !Topics.IsChargerId(scope.ChargerId) =>
                $"'{scope.ChargerId}' is no charger id: 1 to 36 of A-Z a-z 0-9 . _ -, not . or ..",
            { SiteId.Length: > LengthMax } => $"a site's id has at most {LengthMax} characters",
            { ConnectorType: not null } when !IsConnectorType(scope.ConnectorType) =>
                $"'{scope.ConnectorType}' is no connector type: give OCPI's word, such as IEC_62196_T2 or IEC_62196_T2_COMBO",
            _ => "",
        };
        return defect.Length == 0 ? scope : null;
    }

    private static bool IsConnectorType(string text)
    {
        return text.Length <= LengthMax
            && text.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '_');
    }

    private static string? NullIfEmpty(string? text)
    {
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }
}
