using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Firmware.Tests.Device.Rules;

/// <summary>What runs before Main. A failure there is swallowed, so nothing there may be able to fail.</summary>
internal sealed class StartRules(SemanticModel model, bool isCore, ICollection<Defect> defects)
    : RuleWalker(model, isCore, defects)
{
    public override void VisitFieldDeclaration(FieldDeclarationSyntax node)
    {
        if (node.Modifiers.Any(SyntaxKind.StaticKeyword))
        {
            foreach (VariableDeclaratorSyntax variable in node.Declaration.Variables)
            {
                Check(variable.Initializer);
            }
        }
    }

    public override void VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        if (node.Modifiers.Any(SyntaxKind.StaticKeyword))
        {
            Check(node.Initializer);
        }
    }

    public override void VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        if (node.Modifiers.Any(SyntaxKind.StaticKeyword))
        {
            Check(node);
        }
    }

    private void Check(SyntaxNode? node)
    {
        if (node is not null && Model.GetOperation(node) is { } operation
            && new StartSafety(Model.Compilation).FindRisk(operation) is { } risk)
        {
            SyntaxNode place = risk.Syntax.SyntaxTree == node.SyntaxTree ? risk.Syntax : node;
            Report(RuleBook.StaticInitialiser, place, $"{risk.Reason}: ");
        }
    }
}
