using System.Text.RegularExpressions;
using Firmware.Core.Config;
using Firmware.Core.Faults;

namespace Firmware.Tests.Board;

/// <summary>hardware/board/fault-codes.md says what the firmware's fault table says, and no code is without cause, check and
/// remedy.</summary>
[TestClass]
public class FaultCodesPageTests
{
    private const string Page = "fault-codes.md";

    [TestMethod]
    public void Each_row_is_a_row_of_the_fault_table()
    {
        string[][] rows = BoardPages.Table(Page, "Blinks");
        Assert.HasCount(FaultTable.Count, rows);
        for (int i = 0; i < FaultTable.Count; i++)
        {
            Assert.AreEqual(string.Join(" | ", Expected((FaultCode)i)), string.Join(" | ", rows[i]));
        }
    }

    [TestMethod]
    public void The_table_has_a_row_for_each_code()
    {
        Assert.HasCount(FaultTable.Count, Enum.GetValues<FaultCode>());
    }

    [TestMethod]
    public void Each_code_has_a_section_with_cause_check_and_remedy()
    {
        string[] sections = Regex.Split(BoardPages.Text(Page), @"^## ", RegexOptions.Multiline)[1..];
        Assert.HasCount(FaultTable.Count, sections);
        foreach (FaultCode code in Enum.GetValues<FaultCode>())
        {
            string section = sections[(int)code];
            Assert.StartsWith($"{FaultTable.BlinksOf(code)} {code}\n", section);
            foreach (string part in new[] { "Cause", "Check", "Remedy" })
            {
                Assert.IsTrue(Regex.IsMatch(section, $@"^\*\*{part}\.\*\* .{{20,}}$", RegexOptions.Multiline), $"{code}: {part}");
            }
        }
    }

    [TestMethod]
    public void Each_row_leads_to_its_section()
    {
        foreach (FaultCode code in Enum.GetValues<FaultCode>())
        {
            int blinks = FaultTable.BlinksOf(code);
            Assert.Contains($"[{code}](#{blinks}-{code.ToString().ToLowerInvariant()})", BoardPages.Text(Page));
        }
    }

    [TestMethod]
    public void Each_setting_that_the_page_names_is_one()
    {
        string[] settings = typeof(AgentConfig).GetProperties().Concat(typeof(Firmware.Core.Config.Calibration).GetProperties())
            .Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..]).ToArray();
        foreach (Match match in Regex.Matches(BoardPages.Text(Page), @"`([a-z]\w*[a-z][A-Z]\w*)`"))
        {
            Assert.Contains(match.Groups[1].Value, settings);
        }
    }

    private static string[] Expected(FaultCode code)
    {
        bool isCritical = FaultTable.SeverityOf(code) == FaultSeverity.Critical;
        return
        [
            FaultTable.BlinksOf(code).ToString(),
            code.ToString(),
            FaultTable.ErrorCodeOf(code),
            FaultTable.VendorCodeOf(code),
            isCritical ? "Critical" : "Warning",
            isCritical ? "red" : "amber",
            FaultTable.RaiseAfterMsOf(code) + " ms",
            FaultTable.ClearAfterMsOf(code) + " ms",
            FaultTable.StaysUntilUnplugged(code) ? "yes" : "no",
        ];
    }
}
