using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Firmware.Core.Ports;

namespace Firmware.Tests.Board;

/// <summary>Page, drawing and parts list name the pins that the firmware uses, and the pins are ones that an ESP32-WROOM-32 can
/// lend.</summary>
[TestClass]
public class PinTests
{
    private static readonly IReadOnlyDictionary<string, int> Pins = PinSource.Read();

    private static readonly string[] Outputs = ["Green", "Amber", "Red", "FaultOut", "Watchdog", "SerialTransmit", "I2cData", "I2cClock"];

    [TestMethod]
    public void The_pin_table_is_the_source()
    {
        var page = BoardPages
            .Table("README.md", "Line")
            .ToDictionary(row => row[1], row => int.Parse(row[2], CultureInfo.InvariantCulture));
        AreSame(page, "README.md");
    }

    [TestMethod]
    public void The_drawing_is_the_source()
    {
        XDocument drawing = XDocument.Parse(BoardPages.Text("wiring.svg"));
        var pins = drawing.Descendants()
            .Where(element => element.Attribute("data-pin") is not null)
            .ToDictionary(
                element => element.Attribute("data-pin")!.Value,
                element => int.Parse(element.Value, CultureInfo.InvariantCulture));
        AreSame(pins, "wiring.svg");

        // A number without its mark would escape the comparison.
        int drawn = Regex.Count(
            string.Concat(drawing.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value + "\n")),
            "GPIO");
        Assert.AreEqual(Pins.Count, drawn);
    }

    [TestMethod]
    public void The_parts_list_is_the_source()
    {
        string list = BoardPages.Text("bom.csv");
        var pins = Regex
            .Matches(list, @"(\w+) GPIO (\d+)")
            .ToDictionary(match => match.Groups[1].Value, match => int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
        AreSame(pins, "bom.csv");
        Assert.AreEqual(Pins.Count, Regex.Count(list, "GPIO"));
    }

    [TestMethod]
    public void Every_input_line_of_the_agent_has_a_pin_of_its_name()
    {
        foreach (ConnectorInputs line in Enum.GetValues<ConnectorInputs>().Where(line => line != ConnectorInputs.None))
        {
            Assert.IsTrue(Pins.ContainsKey(line.ToString()), $"Pins.cs has {line}");
        }
    }

    [TestMethod]
    public void Each_input_line_has_the_active_level_that_the_driver_reads()
    {
        var page = BoardPages.Table("README.md", "Line").ToDictionary(row => row[1], row => row[4]);
        MatchCollection lines = Regex.Matches(
            BoardPages.BoardSource("GpioConnectorInputs.cs"),
            @"Pins\.(\w+), ConnectorInputs\.(\w+), PinValue\.(Low|High)");
        Assert.HasCount(9, lines);
        foreach (Match line in lines)
        {
            string name = line.Groups[1].Value;
            Assert.AreEqual(name, line.Groups[2].Value);
            Assert.StartsWith(line.Groups[3].Value.ToLowerInvariant() + ":", page[name], name);
        }
    }

    [TestMethod]
    public void No_pin_is_used_twice()
    {
        Assert.AreEqual(Pins.Count, Pins.Values.Distinct().Count());
    }

    [TestMethod]
    public void No_pin_decides_how_the_chip_boots_or_belongs_to_flash_or_to_the_usb_port()
    {
        // ESP32 data sheet, strapping pins: 0, 2, 5, 12, 15. Flash of the module: 6 to 11. UART0: 1, 3. Not led out on the chip: 20, 24, 28
        // to 31.
        int[] taken = [0, 2, 5, 12, 15, 6, 7, 8, 9, 10, 11, 1, 3, 20, 24, 28, 29, 30, 31];
        Assert.IsEmpty(Pins.Values.Intersect(taken));
        Assert.IsTrue(Pins.Values.All(pin => pin is >= 0 and <= 39));
    }

    [TestMethod]
    public void No_output_is_on_a_pin_that_can_only_read()
    {
        // GPIO 34 to 39 have neither an output stage nor pull resistors.
        foreach (string name in Outputs)
        {
            Assert.IsLessThan(34, Pins[name], name);
        }
    }

    private static void AreSame(Dictionary<string, int> stated, string where)
    {
        string expected = string.Join('\n', Pins.OrderBy(pin => pin.Key, StringComparer.Ordinal));
        string actual = string.Join('\n', stated.OrderBy(pin => pin.Key, StringComparer.Ordinal));
        Assert.AreEqual(expected, actual, $"pins in {where}");
    }
}
