using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Firmware.Tests.Board;

/// <summary>The parts list is a whole table, counts what it names, and has each part that the drawing shows.</summary>
[TestClass]
public class PartsListTests
{
    private static readonly string[][] Rows = BoardPages.Text("bom.csv").TrimEnd('\n').Split('\n').Select(Cells).ToArray();

    [TestMethod]
    public void Each_row_has_all_columns()
    {
        Assert.AreEqual("ref,part,value,quantity,note,manufacturer_part_number", string.Join(',', Rows[0]));
        foreach (string[] row in Rows[1..])
        {
            Assert.HasCount(6, row, string.Join(',', row));
            Assert.IsTrue(row.All(cell => cell.Length > 0), string.Join(',', row));
        }
    }

    [TestMethod]
    public void The_quantity_is_the_number_of_references()
    {
        // R2 is four resistors in series, X1 a strip of terminals.
        foreach (string[] row in Rows[1..].Where(row => row[0] is not ("R2" or "X1")))
        {
            Assert.AreEqual(References(row[0]).Count(), int.Parse(row[3], CultureInfo.InvariantCulture), row[0]);
        }
    }

    [TestMethod]
    public void No_reference_stands_twice()
    {
        string[] references = Rows[1..].SelectMany(row => References(row[0])).ToArray();
        Assert.AreEqual(references.Length, references.Distinct().Count());
    }

    [TestMethod]
    public void Each_part_of_the_drawing_is_in_the_list()
    {
        string[] listed = Rows[1..].SelectMany(row => References(row[0])).ToArray();
        string drawn = string.Concat(
            XDocument
                .Parse(BoardPages.Text("wiring.svg"))
                .Descendants()
                .Where(element => element.Name.LocalName == "text")
                .Select(element => element.Value + "\n"));
        string[] references = Regex.Matches(drawn, @"\b(?:[UHKRCFX]|OK|JP|PS)\d+\b").Select(match => match.Value).Distinct().ToArray();
        Assert.IsGreaterThan(20, references.Length);
        foreach (string reference in references)
        {
            Assert.Contains(reference, listed);
        }
    }

    private static string[] Cells(string line) =>
        Regex
            .Matches(line, "(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))")
            .Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value)
            .ToArray();

    /// <summary>"OK1,OK2" and "R10-R17" as single references.</summary>
    private static IEnumerable<string> References(string cell)
    {
        foreach (string part in cell.Split(','))
        {
            Match range = Regex.Match(part, @"^([A-Z]+)(\d+)-\1(\d+)$");
            if (!range.Success)
            {
                yield return part;
                continue;
            }

            int last = int.Parse(range.Groups[3].Value, CultureInfo.InvariantCulture);
            for (int i = int.Parse(range.Groups[2].Value, CultureInfo.InvariantCulture); i <= last; i++)
            {
                yield return range.Groups[1].Value + i.ToString(CultureInfo.InvariantCulture);
            }
        }
    }
}
