using System.Globalization;
using System.Text.RegularExpressions;

using Microsoft.CodeAnalysis;

namespace Firmware.Tests.Device.Rules;

/// <summary>
/// The formats that corlib_native_System_Number.cpp of nf-interpreter knows: one letter of DXNFEG and digits. "0.00"
/// comes back as it is, "00" and "P1" throw NotImplementedException.
/// </summary>
internal static partial class NumberFormats
{
    public static bool IsNumber(ITypeSymbol? type) =>
        IsInteger(type) || type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double;

    /// <summary>Whether the device prints a value of this type by this format; null is a format that is not constant.</summary>
    public static bool IsKnown(ITypeSymbol? type, string? format) =>
        !IsNumber(type) || (format is not null && (IsInteger(type) ? IntegerFormat() : FloatFormat()).IsMatch(format));

    /// <summary>The placeholders of a format string that carry a format, with the index of their argument.</summary>
    public static IEnumerable<(int Index, string Format)> Placeholders(string text) =>
        Placeholder().Matches(text.Replace("{{", "", StringComparison.Ordinal))
            .Select(match => (int.Parse(match.Groups["index"].Value, CultureInfo.InvariantCulture), match.Groups["format"].Value));

    private static bool IsInteger(ITypeSymbol? type) =>
        type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    [GeneratedRegex("^(?:[DXNFEGdxnfeg][0-9]{0,2})?$")]
    private static partial Regex IntegerFormat();

    [GeneratedRegex("^(?:[NFEGnfeg][0-9]{0,2})?$")]
    private static partial Regex FloatFormat();

    [GeneratedRegex(@"\{(?<index>\d+)(?:,-?\d+)?:(?<format>[^}]+)\}")]
    private static partial Regex Placeholder();
}
