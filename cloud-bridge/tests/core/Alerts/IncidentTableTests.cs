using System.Reflection;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Incidents.Rules;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Registry.Access;

namespace CloudBridge.Tests.Core.Alerts;

[TestClass]
public sealed class IncidentTableTests
{
    [TestMethod]
    public void Every_kind_has_one_row_and_every_row_a_kind()
    {
        string[] kinds =
        [
            .. typeof(IncidentKind)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(field => field.IsLiteral)
                .Select(field => (string)field.GetRawConstantValue()!),
        ];

        Assert.HasCount(16, kinds);
        Assert.AreSequenceEqual(kinds, IncidentTable.All.Select(row => row.Kind));
        Assert.AreSequenceEqual(kinds, IncidentKind.All);
    }

    [TestMethod]
    public void A_kind_has_the_same_name_on_the_board_and_in_messages()
    {
        foreach (IncidentRow row in IncidentTable.All)
        {
            Assert.AreEqual(NoticeTexts.Raw(NoticeTexts.English, row.Kind + ".Name"), row.Name);
        }
    }

    [TestMethod]
    public void An_owner_may_be_told_of_8_kinds_a_technician_of_14_an_operator_of_16()
    {
        Assert.HasCount(8, ContactKinds.AllowedFor(Role.Owner));
        Assert.HasCount(14, ContactKinds.AllowedFor(Role.Technician));
        Assert.HasCount(16, ContactKinds.AllowedFor(Role.Operator));
        Assert.HasCount(13, ContactKinds.DefaultFor(Role.Operator), "without the three moments of a session");
    }

    [TestMethod]
    public void A_kind_of_a_newer_version_is_shown_by_its_own_name()
    {
        Incident incident = new() { Kind = "Flooded", Subject = "charger/yard-3" };

        Assert.AreEqual("Charger yard-3: Flooded", IncidentWords.Title(incident));
        Assert.AreEqual("Flooded", IncidentWords.Phrase(incident));
        Assert.AreEqual("", IncidentWords.Meaning(incident));
        Assert.AreEqual("", IncidentWords.Remedy(incident));
        Assert.IsFalse(IncidentKind.IsMoment("Flooded"));
    }

    [TestMethod]
    public void Every_maintenance_rule_says_what_it_means_and_what_to_do()
    {
        foreach (MaintenanceRule rule in MaintenanceRules.All)
        {
            Incident incident = new() { Kind = IncidentKind.MaintenanceDue, Subject = "charger/c1", Cause = rule.Cause };

            Assert.AreEqual(rule.Meaning, IncidentWords.Meaning(incident));
            Assert.AreEqual(rule.Remedy, IncidentWords.Remedy(incident));
            Assert.IsGreaterThan(20, rule.Remedy.Length, rule.Cause);
        }
    }
}
