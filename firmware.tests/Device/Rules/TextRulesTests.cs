using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Firmware.Tests.Device.Rules;

[TestClass]
public class TextRulesTests
{
    [TestMethod]
    [DataRow("\ntext = status.ToString();", DisplayName = "ToString")]
    [DataRow("\ntext = \"status \" + status;", DisplayName = "Concatenation")]
    [DataRow("\ntext += status;", DisplayName = "Compound concatenation")]
    [DataRow("\ntext = $\"status {status}\";", DisplayName = "Interpolation")]
    [DataRow("\ntext = string.Format(\"{0}\", status);", DisplayName = "string.Format")]
    [DataRow("\ninput = status;", DisplayName = "Boxing into object")]
    [DataRow("\nnew StringBuilder().Append(status);", DisplayName = "StringBuilder.Append(object)")]
    [DataRow("\nnew Hashtable().Add(status, 1);", DisplayName = "Key of a Hashtable")]
    [DataRow("\nEnum any = status; text = any.ToString();", DisplayName = "ToString of an Enum")]
    public void The_text_of_an_enum_is_refused(string statements) => Planted.IsRefused("NANO007", 2, Planted.InMethod(statements));

    [TestMethod]
    [DataRow("text = status == Status.Charging ? \"Charging\" : \"Idle\";")]
    [DataRow("text = \"status \" + (int)status;")]
    [DataRow("text = nameof(Status.Charging);")]
    [DataRow("Status[] all = { Status.Idle, status };")]
    [DataRow("bool isSet = (status & Status.Charging) != 0 || status.HasFlag(Status.Charging);")]
    public void The_number_of_an_enum_and_written_names_are_accepted(string statements) => Planted.IsAccepted(Planted.InMethod(statements));

    [TestMethod]
    [DataRow("\ntext = number.ToString(\"00\");", DisplayName = "Custom format of an int")]
    [DataRow("\ntext = 1.5.ToString(\"0.00\");", DisplayName = "Custom format of a double")]
    [DataRow("\ntext = number.ToString(\"P1\");", DisplayName = "Percent")]
    [DataRow("\ntext = number.ToString(\"C\");", DisplayName = "Currency")]
    [DataRow("\ntext = 1.5.ToString(\"R\");", DisplayName = "Round trip")]
    [DataRow("\ntext = 1.5.ToString(\"D3\");", DisplayName = "D of a double")]
    [DataRow("\ntext = 1.5f.ToString(\"X\");", DisplayName = "X of a float")]
    [DataRow("\ntext = number.ToString(text);", DisplayName = "Format that is not constant")]
    [DataRow("\ntext = $\"{number:000}\";", DisplayName = "Custom format in an interpolation")]
    [DataRow("\ntext = string.Format(\"{0} {1,6:0.0}\", text, 1.5);", DisplayName = "Custom format in string.Format")]
    public void A_number_format_the_device_lacks_is_refused(string statements) =>
        Planted.IsRefused("NANO008", 2, Planted.InMethod(statements));

    [TestMethod]
    [DataRow("text = number.ToString(\"D2\") + number.ToString(\"x8\") + 7L.ToString(\"N0\") + number.ToString();")]
    [DataRow("text = 1.5.ToString(\"F3\") + 1.5f.ToString(\"G\") + 1.5.ToString(\"e2\");")]
    [DataRow("text = $\"{number:D4} {1.5,8:F2} {text}\";")]
    [DataRow("text = string.Format(\"{0,8:F2}|{1,-6}|{2:X2} {{0:00}}\", 1.5, text, number);")]
    [DataRow("text = DateTime.UnixEpoch.ToString(\"HH:mm\") + $\"{DateTime.UnixEpoch:HH:mm}\";")]
    public void A_format_the_device_has_is_accepted(string statements) => Planted.IsAccepted(Planted.InMethod(statements));

    [TestMethod]
    [DataRow("\ntext = $\"{number} mV\";", DisplayName = "Interpolation")]
    [DataRow("\ntext = string.Format(\"{0} mV\", number);", DisplayName = "string.Format")]
    [DataRow("\nthrow new ArgumentException($\"{number} mV\");", DisplayName = "Message of an exception")]
    public void A_formatted_string_is_refused_in_Core_and_accepted_in_Board(string statements)
    {
        Planted.IsRefused("NANO010", 2, Planted.InMethod(statements), "Core/Planted.cs");
        Planted.IsAccepted(Planted.InMethod(statements));
    }

    [TestMethod]
    public void A_constant_interpolated_string_costs_nothing_and_is_accepted_in_Core() =>
        Planted.IsAccepted(
            Planted.InClass("private const string Root = \"charge\"; private const string Topic = $\"{Root}/status\";"),
            "Core/Planted.cs");
}
