using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Firmware.Tests.Board;

/// <summary>The GPIO numbers as firmware/Board/Pins.cs states them. They are read from the source: no PC project can refer to the
/// board.</summary>
public static class PinSource
{
    /// <summary>Name and GPIO number of each constant.</summary>
    public static IReadOnlyDictionary<string, int> Read() =>
        CSharpSyntaxTree.ParseText(BoardPages.BoardSource("Pins.cs")).GetRoot().DescendantNodes()
            .OfType<FieldDeclarationSyntax>()
            .SelectMany(field => field.Declaration.Variables)
            .ToDictionary(
                variable => variable.Identifier.Text,
                variable => int.Parse(variable.Initializer!.Value.ToString(), CultureInfo.InvariantCulture));
}
