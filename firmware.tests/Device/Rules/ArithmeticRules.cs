using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Firmware.Tests.Device.Rules;

/// <summary>Safety nets of .NET arithmetic that are not there on the device.</summary>
internal sealed class ArithmeticRules(SemanticModel model, bool isCore, ICollection<Defect> defects)
    : RuleWalker(model, isCore, defects)
{
    public override void VisitCheckedExpression(CheckedExpressionSyntax node)
    {
        if (node.IsKind(SyntaxKind.CheckedExpression))
        {
            Report(RuleBook.CheckedArithmetic, node);
        }

        base.VisitCheckedExpression(node);
    }

    public override void VisitCheckedStatement(CheckedStatementSyntax node)
    {
        if (node.IsKind(SyntaxKind.CheckedStatement))
        {
            Report(RuleBook.CheckedArithmetic, node);
        }

        base.VisitCheckedStatement(node);
    }

    public override void VisitIdentifierName(IdentifierNameSyntax node)
    {
        if (node.Identifier.ValueText is "DivideByZeroException" or "OverflowException" or "ArithmeticException")
        {
            Report(RuleBook.MissingException, node);
        }
    }
}
