using CloudBridge.Core.Foundation.Words;
using CloudBridge.Core.Registry.Sites;

namespace CloudBridge.Tests.Core.Sites;

[TestClass]
public sealed class SiteTests
{
    [TestMethod]
    [DataRow("51.340632,12.374733", "51.340632", "12.374733")]
    [DataRow(" -33.8567844 , 151.2152967 ", "-33.856784", "151.215297")]
    [DataRow("0,-180", "0.000000", "-180.000000")]
    public void A_place_is_read_as_degrees_north_and_east(string typed, string latitude, string longitude)
    {
        Assert.IsTrue(GeoLocation.TryParse(typed, out GeoLocation location));

        Assert.AreEqual(latitude, location.Latitude);
        Assert.AreEqual(longitude, location.Longitude);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("51.34")]
    [DataRow("51,34,12,37")]
    [DataRow("90.000001,0")]
    [DataRow("0,180.1")]
    [DataRow("north,east")]
    [DataRow("1e1,2")]
    public void What_is_no_place_on_the_earth_is_refused(string typed)
    {
        Assert.IsFalse(GeoLocation.TryParse(typed, out _));
    }

    [TestMethod]
    public void A_site_says_what_partners_still_need()
    {
        Site site = new() { SiteId = "yard", Name = "Yard" };
        Assert.AreEqual(
            "OCPI partners are not told where it is before it has address, city, country, coordinates.",
            site.FindMissing());

        site = site with
        {
            Address = "Way 1",
            City = "Leipzig",
            CountryCode = "DE",
            Coordinates = new GeoLocation(51300000, 12400000),
        };

        Assert.IsNull(site.FindMissing());
        Assert.IsNull(site.FindDefect());
        Assert.AreEqual(
            "'XX' is no country: give the two letters of ISO 3166-1, e.g. DE",
            (site with { CountryCode = "XX" }).FindDefect());
    }

    [TestMethod]
    [DataRow("DE", "DEU")]
    [DataRow("CH", "CHE")]
    [DataRow("ZW", "ZWE")]
    [DataRow("ZZ", null)]
    [DataRow("", null)]
    public void A_country_of_two_letters_has_three(string two, string? three)
    {
        Assert.AreEqual(three, Countries.ThreeLettersOf(two));
    }
}
