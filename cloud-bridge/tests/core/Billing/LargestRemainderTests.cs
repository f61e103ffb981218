using CloudBridge.Core.Foundation.Words;

namespace CloudBridge.Tests.Core.Billing;

[TestClass]
public sealed class LargestRemainderTests
{
    [TestMethod]
    public void The_unit_that_is_left_goes_to_the_largest_remainder()
    {
        // 1.2 + 2.7 + 3.4 = 7.3 -> 7: 1 + 2 + 3 leave one, and 2.7 has the largest remainder.
        CollectionAssert.AreEqual(new long[] { 1, 3, 3 }, LargestRemainder.Divide(7, [12, 27, 34], 10));
    }

    [TestMethod]
    public void A_line_that_takes_away_is_rounded_down_too()
    {
        // 5.5 - 1.2 = 4.3 -> 4: 5 and -2 leave one; remainders 0.5 and 0.8.
        CollectionAssert.AreEqual(new long[] { 5, -1 }, LargestRemainder.Divide(4, [55, -12], 10));
    }

    [TestMethod]
    public void Of_equal_remainders_the_first_wins()
    {
        CollectionAssert.AreEqual(new long[] { 1, 0 }, LargestRemainder.Divide(1, [5, 5], 10));
    }
}
