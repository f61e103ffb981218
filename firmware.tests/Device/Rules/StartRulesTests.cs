using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Firmware.Tests.Device.Rules;

[TestClass]
public class StartRulesTests
{
    [TestMethod]
    [DataRow("it calls Parse", "\nprivate static readonly int Limit = int.Parse(\"7\");", DisplayName = "Call")]
    [DataRow(
        "it indexes an array",
        "\nprivate static readonly int[] Limits = { 1 }; private static readonly int First = Limits[0];",
        DisplayName = "Indexing"
    )]
    [DataRow("it divides", "\nprivate static int _parts = 2; private static int _part = 100 / _parts;", DisplayName = "Division")]
    [DataRow("it calls the property UtcNow", "\nprivate static readonly DateTime Start = DateTime.UtcNow;", DisplayName = "Property")]
    [DataRow("it makes a Thread", "\nprivate static readonly Thread Worker = new Thread(() => { });", DisplayName = "Thread")]
    [DataRow("it makes a Timer", "\nprivate static readonly Timer Beat = new Timer(s => { }, null, 0, 100);", DisplayName = "Timer")]
    [DataRow("it casts", "\nprivate static object _any = \"7\"; private static string _text = (string)_any;", DisplayName = "Cast")]
    [DataRow(
        "it sizes an array by a value",
        "\nprivate static int _count = -1; private static byte[] _bytes = new byte[_count];",
        DisplayName = "Array of unknown size"
    )]
    [DataRow(
        "it calls Parse",
        "\nstatic Sample() { Limit = int.Parse(\"7\"); } private static readonly int Limit;",
        DisplayName = "Static constructor"
    )]
    [DataRow(
        "it contains Loop",
        "\nstatic Sample() { for (int i = 0; i < 3; i++) { Count = i; } } private static readonly int Count;",
        DisplayName = "Loop"
    )]
    [DataRow("it calls Parse", "\npublic static int Limit { get; } = int.Parse(\"7\");", DisplayName = "Static property")]
    [DataRow(
        "it reads Number of another class, which may not be set yet",
        "\nprivate static readonly object First = Other.Number; private static class Other { public static object Number = 7; }",
        DisplayName = "Static of another class"
    )]
    [DataRow(
        "its constructor is not plain, it calls Parse",
        "\nprivate static readonly Part Only = new Part(); private class Part : Base { } private class Base "
            + "{ private int _size = int.Parse(\"7\"); }",
        DisplayName = "Constructor of a base class that calls")]
    [DataRow(
        "its constructor is not plain, it throws",
        "\nprivate static readonly Part Only = new Part(); private class Part { public Part() { throw new Exception(); } }",
        DisplayName = "Constructor that throws")]
    public void A_static_initialiser_that_can_fail_is_refused_with_its_reason(string reason, string members)
    {
        Defect defect = Planted.Check(Planted.InClass(members)).Single();

        Assert.AreEqual("NANO011", defect.Id);
        Assert.AreEqual(2, defect.Line);
        Assert.StartsWith(reason + ": the CLR runs static initialisers", defect.Message);
    }

    [TestMethod]
    [DataRow(
        "private const int Max = 10 / 2; private static readonly int Half = Max / 2; private static readonly string Name = \"a\" + \"b\";"
    )]
    [DataRow(
        "private static readonly byte[] Key = { 1, 2, 3 }; private static readonly byte[] Buffer = new byte[64]; "
            + "private static readonly string[] Names = new[] { \"a\" };"
    )]
    [DataRow(
        "private static readonly object Gate = new object(); private static readonly ArrayList Waiting = new ArrayList(); "
            + "private static readonly AutoResetEvent Wake = new AutoResetEvent(false);"
    )]
    [DataRow(
        "private static readonly TimeSpan Pause = new TimeSpan(0, 0, 5); "
            + "private static readonly StringBuilder Text = new StringBuilder(200);"
    )]
    [DataRow(
        "private static readonly Part Only = new Part(7); private class Part { private readonly byte[] _bytes = new byte[4]; "
            + "public Part(int size) { Size = size; } public int Size { get; } }"
    )]
    [DataRow(
        "private static readonly ThreadStart Work = () => int.Parse(\"7\"); "
            + "private static readonly ThreadStart Other = Loop; private static void Loop() { }"
    )]
    [DataRow("static Sample() { Limit = 7; Name = string.Empty; } private static readonly int Limit; private static readonly string Name;")]
    [DataRow("private readonly int _limit = int.Parse(\"7\"); public static int Twice(int a) => a / 2;")]
    public void A_static_initialiser_that_cannot_fail_is_accepted(string members) => Planted.IsAccepted(Planted.InClass(members));
}
