using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Firmware.Tests.Device.Rules;

/// <summary>Walks one source file for some of the rules. A rule reports a line once, however often it is broken there.</summary>
internal abstract class RuleWalker(SemanticModel model, bool isCore, ICollection<Defect> defects) : CSharpSyntaxWalker
{
    private static readonly SymbolDisplayFormat FullNames =
        new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    protected SemanticModel Model { get; } = model;

    /// <summary>Whether the file belongs to the part of the firmware that runs in the tick.</summary>
    protected bool IsCore { get; } = isCore;

    protected void Report(Rule rule, SyntaxNodeOrToken node, string what = "")
    {
        FileLinePositionSpan span = node.GetLocation()!.GetLineSpan();
        int line = span.StartLinePosition.Line + 1;
        if (!defects.Any(defect => defect.File == span.Path && defect.Line == line && defect.Id == rule.Id))
        {
            defects.Add(new Defect(span.Path, line, span.StartLinePosition.Character + 1, rule.Id, what + rule.Message));
        }
    }

    /// <summary>Full name of the type that declares the member an expression calls or reads, and the member's name.</summary>
    protected (string Type, string Name) MemberOf(SyntaxNode expression)
    {
        SymbolInfo info = Model.GetSymbolInfo(expression);
        ISymbol? symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        return symbol is null ? ("", "") : (symbol.ContainingType?.ToDisplayString(FullNames) ?? "", symbol.Name);
    }
}
