using System.Reflection;

using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Firmware.Tests.Device.Rules;

[TestClass]
public class RuleBookTests
{
    [TestMethod]
    public void Every_rule_has_an_id_of_its_own()
    {
        string[] ids = typeof(RuleBook).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => ((Rule)field.GetValue(null)!).Id).Order().ToArray();

        Assert.AreEqual(string.Join(' ', Enumerable.Range(1, ids.Length).Select(number => $"NANO{number:000}")), string.Join(' ', ids));
    }

    [TestMethod]
    public void A_defect_says_where_it_is_why_it_breaks_and_what_to_write() => Assert.AreEqual(
        "Board/Planted.cs(2,10): NANO006 the CLR ignores checked: overflow wraps silently; "
        + "instead test the operands against named bounds before the operation",
        Planted.Check(Planted.InMethod("\nnumber = checked(number * 2);")).Single().ToString());
}
