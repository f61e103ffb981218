using CloudBridge.Core.Registry.Sites;
using CloudBridge.Web.Pages.Words;

namespace CloudBridge.Tests.Web.Pages;

[TestClass]
public sealed class RatingWordsTests
{
    [TestMethod]
    public void What_was_set_and_what_is_told_stand_beside_each_other_and_it_is_said_which_holds()
    {
        PlacedCharger told = new() { ToldMilliamps = 32000, ToldMilliwatts = 7360000 };

        Assert.AreEqual("none / 32 A, 7.36 kW", Both(told));
        Assert.AreEqual("16 A / 32 A, 7.36 kW; what is set holds", Both(told with { MaxAmps = 16 }));
        Assert.AreEqual("16 A, 230 V / none", Both(new PlacedCharger { MaxAmps = 16, MaxVolts = 230 }));
    }

    private static string Both(PlacedCharger charger)
    {
        return $"{RatingWords.Set(charger)} / {RatingWords.Told(charger)}";
    }
}
