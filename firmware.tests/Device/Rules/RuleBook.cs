namespace Firmware.Tests.Device.Rules;

/// <summary>All the rules. Where a reason says "the CLR", it was seen on the nanoFramework CLR or read in its source.</summary>
public static class RuleBook
{
    public static readonly Rule GenericDeclaration = new(
        "NANO001",
        "the CLR crashes on a generic type and a generic method returns a wrong value",
        "write the type for the one element type, or use object and a cast");

    public static readonly Rule GenericUse = new(
        "NANO002",
        "the CLR does not resolve constructed generic types",
        "use an array, ArrayList, Hashtable, or a delegate of your own");

    public static readonly Rule MultiDimensionalArray = new(
        "NANO003",
        "the CLR crashes on arrays with more than one dimension",
        "use a jagged array int[][] or one array with a computed index");

    public static readonly Rule StackAllocation = new(
        "NANO004",
        "stackalloc throws on the device",
        "keep a byte[] field and reuse it");

    public static readonly Rule UnsafeCode = new(
        "NANO005",
        "the metadata processor refuses pointer variables",
        "use arrays, SpanByte or BitConverter");

    public static readonly Rule CheckedArithmetic = new(
        "NANO006",
        "the CLR ignores checked: overflow wraps silently",
        "test the operands against named bounds before the operation");

    public static readonly Rule EnumText = new(
        "NANO007",
        "an enum becomes its number on the device and its name on the PC",
        "write the names in a switch, or cast to int where the number is meant");

    public static readonly Rule NumberFormat = new(
        "NANO008",
        "the CLR formats numbers by D and X (integers), N, F, E and G with digits, any other format throws or prints itself",
        "use one of these as a constant");

    public static readonly Rule DateParsing = new(
        "NANO009",
        "the CLR reads the milliseconds of a date as ticks, and 1601 is its first year",
        "carry times as a long of Unix milliseconds");

    public static readonly Rule Interpolation = new(
        "NANO010",
        "an interpolated or formatted string costs 190 loop passes and boxes its values, Core runs in the tick",
        "append to a reused StringBuilder, or concatenate outside the tick");

    public static readonly Rule StaticInitialiser = new(
        "NANO011",
        "the CLR runs static initialisers at the start in assembly order and swallows what they throw, the field stays null",
        "assign constants, arrays and plain objects, and do the rest in a method that is called");

    public static readonly Rule MissingException = new(
        "NANO012",
        "a division by zero throws plain System.Exception on the device and an overflow throws nothing",
        "test the divisor and the operands before the operation");

    public static readonly Rule Async = new(
        "NANO013",
        "the device has no tasks",
        "use a Thread or a state that the tick advances");

    public static readonly Rule Query = new(
        "NANO014",
        "the device has no LINQ",
        "write the loop");

    public static readonly Rule DecimalNumber = new(
        "NANO015",
        "the device has no decimal",
        "use a long in the smallest unit, with the unit in its name");

    public static readonly Rule DynamicType = new(
        "NANO016",
        "the device has no dynamic",
        "use an interface or object and a type test");

    public static readonly Rule RecordType = new(
        "NANO017",
        "a record needs generic comparers the device lacks",
        "write a class with the members it needs");

    public static readonly Rule InitAccessor = new(
        "NANO018",
        "an init accessor compiles, since the device has IsExternalInit, and was never run on the CLR here",
        "use a get-only property and a constructor");

    public static readonly Rule TupleUse = new(
        "NANO019",
        "the device has no tuples",
        "use a class, a struct or out parameters");

    public static readonly Rule Iterator = new(
        "NANO020",
        "the device has no IEnumerable<T> for an iterator",
        "fill an array, or write the enumerator");

    public static readonly Rule Deconstruction = new(
        "NANO021",
        "foreach cannot deconstruct on the device",
        "take the element and read its members");

    public static readonly Rule InterfaceBody = new(
        "NANO022",
        "the CLR looks for interface methods in the class and its bases only, so a default body is never found",
        "leave the body to the classes, or to a static method of a class");

    public static readonly Rule WallClock = new(
        "NANO023",
        "the device's clock steps when the network sets it, it has no local time, and Core is given its time",
        "use the clock that is passed in, or DateTime.UtcNow in Board");

    public static readonly Rule Jump = new(
        "NANO024",
        "goto hides the flow of a program that nobody can step through on site",
        "use a loop, a method or return");

    public static readonly Rule ThreadControl = new(
        "NANO025",
        "a thread that is aborted or suspended leaves its locks and its hardware as they are",
        "set a flag that the thread reads, and wait with Join");

    public static readonly Rule VolatileField = new(
        "NANO026",
        "the device lacks the type IsVolatile that the compiler marks such a field with",
        "use lock, or Interlocked on an int");
}
