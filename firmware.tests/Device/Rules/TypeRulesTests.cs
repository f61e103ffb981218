using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Firmware.Tests.Device.Rules;

[TestClass]
public class TypeRulesTests
{
    [TestMethod]
    [DataRow("NANO001", "\nprivate class Box<T> { public T Value; }", DisplayName = "Generic class")]
    [DataRow("NANO001", "\nprivate interface IBox<T> { }", DisplayName = "Generic interface")]
    [DataRow("NANO001", "\nprivate T Same<T>(T value) => value;", DisplayName = "Generic method")]
    [DataRow("NANO001", "\nprivate delegate T Make<T>();", DisplayName = "Generic delegate")]
    [DataRow("NANO002", "\nprivate Action<int> _act;", DisplayName = "Action<T>")]
    [DataRow("NANO002", "\npublic event EventHandler<EventArgs> Changed;", DisplayName = "EventHandler<T>")]
    [DataRow("NANO003", "\nprivate int[,] _table;", DisplayName = "Field of two dimensions")]
    [DataRow("NANO003", "\nprivate object _table = new int[2, 3];", DisplayName = "New array of two dimensions")]
    [DataRow("NANO003", "\nprivate object _table = new[,] { { 1 }, { 2 } };", DisplayName = "Implicit array of two dimensions")]
    [DataRow("NANO005", "\nprivate unsafe int* _pointer;", DisplayName = "Pointer")]
    [DataRow("NANO026", "\nprivate volatile bool _isStopped;", DisplayName = "volatile")]
    public void A_member_of_a_type_the_device_cannot_load_is_refused(string id, string members) =>
        Planted.IsRefused(id, 2, Planted.InClass(members));

    [TestMethod]
    [DataRow("NANO002", "\nvar list = new List<int>();", DisplayName = "List<T>")]
    [DataRow("NANO002", "\nvar twice = (int a) => a * 2;", DisplayName = "Lambda without a delegate type")]
    [DataRow("NANO002", "\nvar pair = new { number, text };", DisplayName = "Anonymous type")]
    [DataRow("NANO004", "\nunsafe { int* spare = stackalloc int[4]; }", DisplayName = "stackalloc")]
    [DataRow("NANO005", "\nunsafe { number++; }", DisplayName = "unsafe block")]
    [DataRow("NANO005", "\nunsafe { fixed (int* first = numbers) { } }", DisplayName = "fixed")]
    public void A_statement_with_a_type_the_device_cannot_load_is_refused(string id, string statements) =>
        Planted.IsRefused(id, 2, Planted.InMethod(statements));

    [TestMethod]
    [DataRow("private readonly int[][] _rows = { new int[2], new int[3] };")]
    [DataRow("private Action _act; public event EventHandler Changed; public void Raise() => Changed?.Invoke(this, EventArgs.Empty);")]
    [DataRow("private delegate int Twice(int a); private readonly Twice _twice = a => a * 2;")]
    [DataRow("private sealed class IntBox { public int Value; }")]
    [DataRow("private static int First(SpanByte bytes) => bytes[0]; public int Of(byte[] bytes) => First(bytes);")]
    public void Types_the_device_loads_are_accepted(string members) => Planted.IsAccepted(Planted.InClass(members));
}
