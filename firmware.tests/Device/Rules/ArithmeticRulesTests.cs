using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Firmware.Tests.Device.Rules;

[TestClass]
public class ArithmeticRulesTests
{
    [TestMethod]
    [DataRow("NANO006", "\nnumber = checked(number * 2);", DisplayName = "checked expression")]
    [DataRow("NANO006", "\nchecked { number++; }", DisplayName = "checked block")]
    [DataRow("NANO012", "\ntry { number /= number; } catch (DivideByZeroException) { }", DisplayName = "DivideByZeroException")]
    [DataRow("NANO012", "\ntry { number *= number; } catch (System.OverflowException) { }", DisplayName = "OverflowException")]
    public void A_safety_net_the_device_lacks_is_refused(string id, string statements) =>
        Planted.IsRefused(id, 2, Planted.InMethod(statements));

    [TestMethod]
    [DataRow("if (number < 0 || number > 1000) { throw new ArgumentOutOfRangeException(nameof(number)); }")]
    [DataRow("uint hash = unchecked((uint)number * 31u);")]
    public void A_test_of_the_operands_is_accepted(string statements) => Planted.IsAccepted(Planted.InMethod(statements));
}
