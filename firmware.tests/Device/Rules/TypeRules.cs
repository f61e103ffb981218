using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Firmware.Tests.Device.Rules;

/// <summary>Types the CLR cannot load: generic ones, arrays of several dimensions, pointers.</summary>
internal sealed class TypeRules(SemanticModel model, bool isCore, ICollection<Defect> defects)
    : RuleWalker(model, isCore, defects)
{
    public override void VisitTypeParameterList(TypeParameterListSyntax node)
    {
        Report(RuleBook.GenericDeclaration, node.Parent!);
        base.VisitTypeParameterList(node);
    }

    public override void VisitGenericName(GenericNameSyntax node)
    {
        Report(RuleBook.GenericUse, node);
        base.VisitGenericName(node);
    }

    // The type of a lambda held in a var is Func or Action, though nobody wrote a generic name.
    public override void VisitVariableDeclaration(VariableDeclarationSyntax node)
    {
        if (node.Type.IsVar && Model.GetTypeInfo(node.Type).Type is INamedTypeSymbol { IsGenericType: true })
        {
            Report(RuleBook.GenericUse, node);
        }

        base.VisitVariableDeclaration(node);
    }

    // The compiler turns an anonymous type into a generic class.
    public override void VisitAnonymousObjectCreationExpression(AnonymousObjectCreationExpressionSyntax node)
    {
        Report(RuleBook.GenericUse, node);
        base.VisitAnonymousObjectCreationExpression(node);
    }

    public override void VisitArrayRankSpecifier(ArrayRankSpecifierSyntax node)
    {
        if (node.Rank > 1)
        {
            Report(RuleBook.MultiDimensionalArray, node.Parent!);
        }

        base.VisitArrayRankSpecifier(node);
    }

    public override void VisitImplicitArrayCreationExpression(ImplicitArrayCreationExpressionSyntax node)
    {
        if (node.Commas.Count > 0)
        {
            Report(RuleBook.MultiDimensionalArray, node);
        }

        base.VisitImplicitArrayCreationExpression(node);
    }

    public override void VisitStackAllocArrayCreationExpression(StackAllocArrayCreationExpressionSyntax node) =>
        Report(RuleBook.StackAllocation, node);

    public override void VisitImplicitStackAllocArrayCreationExpression(ImplicitStackAllocArrayCreationExpressionSyntax node) =>
        Report(RuleBook.StackAllocation, node);

    public override void VisitPointerType(PointerTypeSyntax node) => Report(RuleBook.UnsafeCode, node);

    public override void VisitFunctionPointerType(FunctionPointerTypeSyntax node) => Report(RuleBook.UnsafeCode, node);

    public override void VisitFixedStatement(FixedStatementSyntax node)
    {
        Report(RuleBook.UnsafeCode, node);
        base.VisitFixedStatement(node);
    }

    public override void VisitUnsafeStatement(UnsafeStatementSyntax node)
    {
        Report(RuleBook.UnsafeCode, node);
        base.VisitUnsafeStatement(node);
    }
}
