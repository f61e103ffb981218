using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Tests.Core.Chargers;

[TestClass]
public sealed class ChargerOrderTests
{
    [TestMethod]
    public void Numbers_in_names_are_counted_and_not_spelled()
    {
        string[] ids = ["bay-10", "bay-2", "bay-1", "a", "bay-02", "bay", "B7", "bay-2b", "10", "9"];
        // Digits before capitals before small letters; 02 and 2 are the same number, and are told apart by their spelling.
        CollectionAssert.AreEqual(
            new[] { "9", "10", "B7", "a", "bay", "bay-1", "bay-02", "bay-2", "bay-2b", "bay-10" },
            ids.Order(ChargerOrder.Natural).ToArray());
    }

    [TestMethod]
    public void Only_the_same_id_is_equal()
    {
        Assert.AreEqual(0, ChargerOrder.Natural.Compare("bay-2", "bay-2"));
        Assert.AreNotEqual(0, ChargerOrder.Natural.Compare("bay-2", "bay-02"));
        Assert.AreEqual(
            -Math.Sign(ChargerOrder.Natural.Compare("bay-02", "bay-2")),
            Math.Sign(ChargerOrder.Natural.Compare("bay-2", "bay-02")));
    }
}
