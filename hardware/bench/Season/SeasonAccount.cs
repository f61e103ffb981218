namespace Hardware.Bench.Season;

/// <summary>Somebody who is billed.</summary>
/// <param name="Id">The account's id.</param>
/// <param name="Name">Name of the person or company.</param>
/// <param name="Address">Lines parted by "|".</param>
/// <param name="VatNumber">VAT number; empty for a person.</param>
/// <param name="ZoneName">Time zone of its months.</param>
public sealed record SeasonAccount(string Id, string Name, string Address, string VatNumber, string ZoneName)
{
    /// <summary>Drivers without a charger of their own.</summary>
    public const int DriverCount = 24;

    /// <summary>The company at whose car park half of the chargers are its own.</summary>
    public static readonly SeasonAccount Company = new(
        "nordwerk-gmbh",
        "Nordwerk Maschinenbau GmbH",
        "Werkstrasse 18|04347 Leipzig|Germany",
        "DE000000001",
        Berlin);

    /// <summary>The fleet in the depot.</summary>
    public static readonly SeasonAccount Fleet = new(
        "kurier-express",
        "Kurier Express GmbH",
        "Hafenring 7|04249 Leipzig|Germany",
        "DE000000002",
        Berlin);

    private const string Berlin = "Europe/Berlin";

    private static readonly string[] FirstNames =
    [
        "Anna",
        "Bernd",
        "Clara",
        "David",
        "Elif",
        "Felix",
        "Greta",
        "Hannes",
        "Ines",
        "Jonas",
        "Katrin",
        "Levent",
        "Mara",
        "Nils",
        "Olga",
        "Paul",
        "Quirin",
        "Rosa",
        "Stefan",
        "Tina",
        "Uwe",
        "Vera",
        "Wanda",
        "Yannick",
        "Zoe",
    ];

    private static readonly string[] LastNames =
    [
        "Albrecht",
        "Becker",
        "Conrad",
        "Dietrich",
        "Ebert",
        "Fuchs",
        "Graf",
        "Huber",
        "Ilgner",
        "Jahn",
        "Krause",
        "Lang",
        "Meurer",
        "Nowak",
        "Otto",
        "Pohl",
        "Rieger",
        "Sommer",
        "Thoma",
        "Ulrich",
        "Vogt",
        "Winkler",
        "Zander",
    ];

    /// <summary>An address that no mail reaches (RFC 2606).</summary>
    public string Email => Id + "@example.org";

    /// <summary>A person of a number; whoever has another number has another name, up to 575.</summary>
    public static SeasonAccount Person(int number, string addressLine, string zoneName)
    {
        // 25 and 23 have no common divisor, so that all pairs come before the first comes again.
        string first = FirstNames[number % FirstNames.Length];
        string last = LastNames[number % LastNames.Length];
        string id = $"{first}-{last}".ToLowerInvariant() + (number < FirstNames.Length * LastNames.Length ? "" : "-" + number);
        return new SeasonAccount(id, $"{first} {last}", addressLine, "", zoneName);
    }
}
