using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Firmware.Tests.Device.Rules;

[TestClass]
public class LanguageRulesTests
{
    [TestMethod]
    [DataRow("NANO013", "\npublic async void Run() { }", DisplayName = "async")]
    [DataRow("NANO015", "\nprivate decimal _price;", DisplayName = "decimal")]
    [DataRow("NANO016", "\nprivate dynamic _anything;", DisplayName = "dynamic")]
    [DataRow("NANO017", "\nprivate record Reading(int Millivolts);", DisplayName = "record")]
    [DataRow("NANO017", "\nprivate record struct Reading(int Millivolts);", DisplayName = "record struct")]
    [DataRow("NANO018", "\npublic int Number { get; init; }", DisplayName = "init")]
    [DataRow("NANO019", "\nprivate (int, int) Both() => default;", DisplayName = "Tuple type")]
    [DataRow("NANO020", "\npublic IEnumerable All() { yield break; }", DisplayName = "yield")]
    [DataRow("NANO022", "\nprivate interface IMeter { int Read() => 0; }", DisplayName = "Default interface method")]
    [DataRow("NANO022", "\nprivate interface IMeter { bool HasValue => true; }", DisplayName = "Default interface property")]
    [DataRow(
        "NANO022",
        "\nprivate interface IMeter { bool HasValue { get { return true; } } }",
        DisplayName = "Default interface accessor"
    )]
    public void A_member_in_language_the_device_lacks_is_refused(string id, string members) =>
        Planted.IsRefused(id, 2, Planted.InClass(members));

    [TestMethod]
    [DataRow("NANO013", "\nThreadStart start = async () => { };", DisplayName = "async lambda")]
    [DataRow("NANO014", "\nvar big = from n in numbers where n > 1 select n;", DisplayName = "LINQ query")]
    [DataRow("NANO015", "\nvar price = 0.30m;", DisplayName = "decimal literal")]
    [DataRow("NANO019", "\nvar pair = (number, text);", DisplayName = "Tuple")]
    [DataRow("NANO019", "\nvar (a, b) = new DictionaryEntry(1, 2);", DisplayName = "Deconstruction")]
    [DataRow("NANO019", "\n(number, _number) = (_number, number);", DisplayName = "Swap by tuples")]
    [DataRow("NANO021", "\nforeach (var (key, value) in new Hashtable()) { }", DisplayName = "Deconstruction in foreach")]
    [DataRow("NANO024", "\nagain: if (number++ < 3) { goto again; }", DisplayName = "goto")]
    public void A_statement_in_language_the_device_lacks_is_refused(string id, string statements) =>
        Planted.IsRefused(id, 2, Planted.InMethod(statements));

    [TestMethod]
    [DataRow("switch (number) { case 1: goto case 2; case 2: break; }")]
    [DataRow("text = status switch { Status.Idle => \"Idle\", Status.Charging when number > 0 => \"Charging\", _ => \"Unknown\" };")]
    [DataRow("if (input is string { Length: > 3 } long3 and not null) { text = long3; }")]
    [DataRow("int Twice(int a) => a * 2; number = Twice(number);")]
    [DataRow("using var done = new CancellationTokenSource(); lock (this) { text ??= \"none\"; }")]
    [DataRow("ThreadStart start = () => number++; start();")]
    [DataRow(
        "try { number = int.Parse(text); } catch (FormatException broken) when (broken.Message.Length > 0) { throw; } finally { number++; }"
    )]
    public void Modern_statements_are_accepted(string statements) => Planted.IsAccepted(Planted.InMethod(statements));

    [TestMethod]
    public void An_interface_without_bodies_is_accepted() =>
        Planted.IsAccepted(
            Planted.InClass(
                "private interface IMeter { long MilliwattHours { get; } bool TryRead(out int millivolts); event EventHandler Changed; }"));
}
