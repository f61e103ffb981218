using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Firmware.Tests.Device.Rules;

/// <summary>
/// Language the device has no types or no runtime for. The compiler refuses much of it too, in words about missing
/// types; these say what to write instead.
/// </summary>
internal sealed class LanguageRules(SemanticModel model, bool isCore, ICollection<Defect> defects)
    : RuleWalker(model, isCore, defects)
{
    public override void VisitToken(SyntaxToken token)
    {
        Rule? rule = token.Kind() switch
        {
            SyntaxKind.AsyncKeyword or SyntaxKind.AwaitKeyword => RuleBook.Async,
            SyntaxKind.DecimalKeyword => RuleBook.DecimalNumber,
            SyntaxKind.NumericLiteralToken when token.Value is decimal => RuleBook.DecimalNumber,
            SyntaxKind.InitKeyword => RuleBook.InitAccessor,
            SyntaxKind.YieldKeyword => RuleBook.Iterator,
            SyntaxKind.VolatileKeyword => RuleBook.VolatileField,
            _ => null,
        };
        if (rule is not null)
        {
            Report(rule, token);
        }
    }

    public override void DefaultVisit(SyntaxNode node)
    {
        foreach (SyntaxToken token in node.ChildTokens())
        {
            VisitToken(token);
        }

        base.DefaultVisit(node);
    }

    public override void VisitQueryExpression(QueryExpressionSyntax node)
    {
        Report(RuleBook.Query, node);
        base.VisitQueryExpression(node);
    }

    public override void VisitIdentifierName(IdentifierNameSyntax node)
    {
        if (node.Identifier.ValueText == "dynamic" && Model.GetTypeInfo(node).Type is IDynamicTypeSymbol)
        {
            Report(RuleBook.DynamicType, node);
        }
    }

    public override void VisitRecordDeclaration(RecordDeclarationSyntax node)
    {
        Report(RuleBook.RecordType, node);
        base.VisitRecordDeclaration(node);
    }

    public override void VisitTupleType(TupleTypeSyntax node)
    {
        Report(RuleBook.TupleUse, node);
        base.VisitTupleType(node);
    }

    public override void VisitTupleExpression(TupleExpressionSyntax node)
    {
        Report(RuleBook.TupleUse, node);
        base.VisitTupleExpression(node);
    }

    public override void VisitParenthesizedVariableDesignation(ParenthesizedVariableDesignationSyntax node)
    {
        if (node.FirstAncestorOrSelf<ForEachVariableStatementSyntax>() is null)
        {
            Report(RuleBook.TupleUse, node);
        }
    }

    public override void VisitForEachVariableStatement(ForEachVariableStatementSyntax node)
    {
        Report(RuleBook.Deconstruction, node);
        base.VisitForEachVariableStatement(node);
    }

    public override void VisitInterfaceDeclaration(InterfaceDeclarationSyntax node)
    {
        foreach (MemberDeclarationSyntax member in node.Members.Where(HasBody))
        {
            Report(RuleBook.InterfaceBody, member);
        }

        base.VisitInterfaceDeclaration(node);
    }

    // goto case stays inside its switch and is allowed.
    public override void VisitGotoStatement(GotoStatementSyntax node)
    {
        if (node.IsKind(SyntaxKind.GotoStatement))
        {
            Report(RuleBook.Jump, node);
        }
    }

    private static bool HasBody(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null,
        PropertyDeclarationSyntax { ExpressionBody: not null } => true,
        IndexerDeclarationSyntax { ExpressionBody: not null } => true,
        BasePropertyDeclarationSyntax property =>
            property.AccessorList?.Accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null) == true,
        _ => false,
    };
}
