using Microsoft.VisualStudio.TestTools.UnitTesting;

using Firmware.Tests.Device.Projects;
using Firmware.Tests.Device.References;

namespace Firmware.Tests.Device;

[TestClass]
public class DeviceCompilationTests
{
    [TestMethod]
    public void A_list_of_T_is_refused_with_file_and_line()
    {
        Defect defect = Planted.Check(Planted.InMethod("\nvar list = new System.Collections.Generic.List<int>();")).First();

        Assert.AreEqual("Board/Planted.cs(2,35): CS0234", defect.ToString()[..30]);
    }

    [TestMethod]
    [DataRow("CS0246", "var list = new List<int>();", DisplayName = "List<T>")]
    [DataRow("CS0518", "int? maybe = number;", DisplayName = "Nullable<int>")]
    [DataRow("CS0518", "decimal price = 1;", DisplayName = "decimal")]
    [DataRow("CS1061", "text = text.Replace(\"a\", \"b\");", DisplayName = "string.Replace")]
    [DataRow("CS1061", "text = text.Insert(0, \"b\");", DisplayName = "string.Insert")]
    [DataRow("CS0117", "text = string.Join(\",\", new string[1]);", DisplayName = "string.Join")]
    [DataRow("CS0117", "bool isBlank = string.IsNullOrWhiteSpace(text);", DisplayName = "string.IsNullOrWhiteSpace")]
    [DataRow("CS0103", "bool isSame = StringComparison.Ordinal == 0;", DisplayName = "StringComparison")]
    [DataRow("CS0117", "bool isOn = bool.Parse(text);", DisplayName = "bool.Parse")]
    [DataRow("CS0266", "number = Math.Clamp(number, 0, 5);", DisplayName = "Math.Clamp(int)")]
    [DataRow("CS0117", "long now = DateTime.Now.Ticks;", DisplayName = "DateTime.Now")]
    [DataRow("CS1503", "var pause = TimeSpan.FromSeconds(0.5);", DisplayName = "TimeSpan.FromSeconds(double)")]
    [DataRow("CS0246", "Span<byte> bytes = null;", DisplayName = "Span<T>")]
    [DataRow("CS0518", "int last = numbers[^1];", DisplayName = "Index from the end")]
    [DataRow("CS0518", "var part = text[1..3];", DisplayName = "Range")]
    [DataRow("CS8179", "var pair = (number, text);", DisplayName = "Tuple")]
    [DataRow("CS0117", "object parsed = Enum.Parse(typeof(Status), text);", DisplayName = "Enum.Parse")]
    [DataRow("CS1503", "Console.WriteLine(number);", DisplayName = "Console.WriteLine(int)")]
    [DataRow("CS1061", "number.CompareTo(3);", DisplayName = "int.CompareTo")]
    [DataRow("CS0246", "try { } catch (DivideByZeroException) { }", DisplayName = "DivideByZeroException")]
    [DataRow(
        "CS0165",
        "DateTime start; if (number > 0) { start = DateTime.UtcNow; } Console.WriteLine(start.ToString());",
        DisplayName = "Unassigned struct"
    )]
    [DataRow("CS8936", "if (numbers is [1, 2]) { }", DisplayName = "List pattern of C# 11")]
    public void What_the_device_lacks_is_refused_in_a_method(string id, string statement) =>
        Planted.IsRefused(id, 1, Planted.InMethod(statement));

    [TestMethod]
    [DataRow("CS0246", "public async Task RunAsync() { }", DisplayName = "Task")]
    [DataRow("CS8345", "private SpanByte _bytes;", DisplayName = "Field of a ref struct")]
    [DataRow(
        "CS1503",
        "private long _count; public void Add() { Interlocked.Increment(ref _count); }",
        DisplayName = "Interlocked on long"
    )]
    [DataRow("CS8936", "public required int Number { get; set; }", DisplayName = "required of C# 11")]
    public void What_the_device_lacks_is_refused_in_a_class(string id, string members) =>
        Planted.IsRefused(id, 1, Planted.InClass(members));

    [TestMethod]
    public void What_the_compiler_misses_without_a_place_is_refused_too()
    {
        IReadOnlyList<Defect> defects = Planted.Check(Planted.InClass("private volatile bool _isStopped;"));

        Assert.AreEqual(
            "CS0518 Predefined type 'System.Runtime.CompilerServices.IsVolatile' is not defined or imported",
            $"{defects[0].Id} {defects[0].Message}");
        Assert.AreEqual(0, defects[0].Line);
    }

    [TestMethod]
    public void Linq_is_refused() => Planted.IsRefused("CS0234", 2, "using System;\nusing System.Linq;\n");

    [TestMethod]
    [DataRow("long whole = Math.Clamp(number, 0, 5);")]
    [DataRow("number = Math.Min(number, 5);")]
    [DataRow("text = new StringBuilder(text).Replace(\"a\", \"b\").ToString();")]
    [DataRow("var pause = TimeSpan.FromMilliseconds(500);")]
    [DataRow("foreach (DictionaryEntry entry in new Hashtable()) { text = (string)entry.Key; }")]
    [DataRow("number = int.TryParse(text, out int parsed) ? parsed : -1;")]
    [DataRow("Interlocked.Increment(ref _number);")]
    [DataRow("if (!string.IsNullOrEmpty(text)) { number = text.Length; }")]
    public void What_the_device_has_is_accepted(string statement) => Planted.IsAccepted(Planted.InMethod(statement));

    [TestMethod]
    public void Code_of_another_configuration_is_not_compiled()
    {
        string source = Planted.InMethod("\n#if DEBUG\nint? maybe = number;\n#endif\n");

        Assert.AreEqual("CS0518", Planted.Check(source, configuration: "Debug")[0].Id);
        Assert.IsEmpty(Planted.Check(source, configuration: "Release"));
    }

    [TestMethod]
    public void A_type_in_an_assembly_that_is_not_referenced_is_refused_and_its_home_named()
    {
        var compilation = DeviceCompilation.OfTexts(
            new Dictionary<string, string> { ["Queue.cs"] = "using System.Collections;\nclass Waiting { Queue _queue; }" },
            ["mscorlib"],
            new BuildProperties("Release", "/planted"));

        Assert.AreEqual(
            "Queue.cs(2,17): CS0246 The type or namespace name 'Queue' could not be found (are you missing a using directive "
            + "or an assembly reference?) The device has Queue in nanoFramework.System.Collections, which the project does not reference.",
            compilation.Errors().Single().ToString());
    }

    [TestMethod]
    public void A_warning_is_refused_where_the_project_treats_warnings_as_errors()
    {
        var properties = new BuildProperties("Release", "/planted");
        properties.Set("TreatWarningsAsErrors", "true");
        var compilation = DeviceCompilation.OfTexts(
            new Dictionary<string, string> { ["Unused.cs"] = "class Unused { private int _number; }" },
            ["mscorlib"],
            properties);

        Assert.AreEqual("CS0169", compilation.Errors().Single().Id);
    }

    [TestMethod]
    public void No_type_of_the_machines_own_framework_is_in_reach()
    {
        var compilation = DeviceCompilation.OfTexts(
            new Dictionary<string, string> { ["Empty.cs"] = "" },
            DeviceReferences.Shared.AssemblyNames.ToArray(),
            new BuildProperties("Release", "/planted"));

        Assert.AreEqual("mscorlib", compilation.Compilation.ObjectType.ContainingAssembly.Name);
        Assert.IsNull(compilation.Compilation.GetTypeByMetadataName("System.Nullable`1"));
        Assert.IsNull(compilation.Compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.CompilerGeneratedAttribute"));
    }
}
