namespace CloudBridge.Core.Foundation.Words;

/// <summary>
/// The currencies of ISO 4217 and the decimals of their minor units. Codes withdrawn since 2018 stay in, because old sessions are priced
/// again; funds, metals and testing codes are not in, because nobody pays with them.
/// </summary>
public static class CurrencyTable
{
    private const string NoDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    private const string ThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";
    private const string FourDecimals = "CLF UYW";
    private const string TwoDecimals =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUC "
        + "CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES "
        + "KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD "
        + "PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP "
        + "TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL";

    private static readonly Dictionary<string, int> DecimalsByCode = Rows(NoDecimals, 0)
        .Concat(Rows(TwoDecimals, 2))
        .Concat(Rows(ThreeDecimals, 3))
        .Concat(Rows(FourDecimals, 4))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>Decimals of the currency's minor unit, 0 to 4; false when there is no such currency.</summary>
    public static bool TryGetDecimals(string code, out int decimals)
    {
        return DecimalsByCode.TryGetValue(code, out decimals);
    }

    private static IEnumerable<KeyValuePair<string, int>> Rows(string codes, int decimals)
    {
        return codes.Split(' ').Select(code => KeyValuePair.Create(code, decimals));
    }
}
