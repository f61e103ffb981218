using System.Globalization;
using Firmware.Core.Config;

namespace Firmware.Tests.Board;

/// <summary>The arithmetic of hardware/board/front-ends.md.</summary>
[TestClass]
public class FrontEndsPageTests
{
    private const string Page = "front-ends.md";

    // INA219 data sheet SBOS448G, 7.1: no input may see more.
    private const double PinMaxVolts = 26;

    [TestMethod]
    public void The_error_budget_adds_up()
    {
        string[][] rows = BoardPages.Table(Page, "Cause");
        for (int column = 1; column <= 2; column++)
        {
            double[] parts = rows[..^2].Select(row => Percent(row[column])).ToArray();
            Assert.AreEqual(parts.Sum(), Percent(rows[^2][column]), 0.0005);
            Assert.AreEqual(Math.Sqrt(parts.Sum(part => part * part)), Percent(rows[^1][column]), 0.0005);
        }
    }

    [TestMethod]
    [DataRow("A. Direct", 26.0)]
    [DataRow("B. Split", 500.0)]
    [DataRow("C. Conditioned AC", 300.0)]
    public void No_front_end_puts_more_than_26_volts_on_a_pin_and_the_firmware_takes_its_ratio(string frontEnd, double lineMaxVolts)
    {
        string settings = BoardPages.Table(Page, "Front end").Single(row => row[0] == frontEnd)[3];
        int ratioPerMille = int.Parse(settings.Split("dividerRatioPerMille ")[1], CultureInfo.InvariantCulture);
        Assert.IsTrue(new Calibration { DividerRatioPerMille = ratioPerMille }.IsValid());
        Assert.IsLessThanOrEqualTo(PinMaxVolts, lineMaxVolts * 1000 / ratioPerMille);
    }

    [TestMethod]
    public void The_divider_of_front_end_b_has_the_ratio_that_is_set()
    {
        // (4 x 249 + 20.0) / 20.0 = 1016 / 20 = 50.8
        Assert.AreEqual(50800, (int)Math.Round(((4 * 249.0) + 20.0) / 20.0 * 1000));
        Assert.Contains("dividerRatioPerMille` 50800", BoardPages.Text(Page));
    }

    private static double Percent(string cell) => double.Parse(cell.Replace("%", "").Trim(), CultureInfo.InvariantCulture);
}
