using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Firmware.Tests.Device.Rules;

/// <summary>Texts that differ between the device and the PC, or that cost too much in the tick.</summary>
internal sealed class TextRules(SemanticModel model, bool isCore, ICollection<Defect> defects)
    : RuleWalker(model, isCore, defects)
{
    public override void Visit(SyntaxNode? node)
    {
        if (node is ExpressionSyntax expression && IsBoxedEnum(expression))
        {
            Report(RuleBook.EnumText, expression);
        }

        base.Visit(node);
    }

    // What an attribute is given is never printed.
    public override void VisitAttribute(AttributeSyntax node)
    {
    }

    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (Model.GetSymbolInfo(node).Symbol is IMethodSymbol method)
        {
            CheckCall(node, method);
        }

        base.VisitInvocationExpression(node);
    }

    public override void VisitInterpolatedStringExpression(InterpolatedStringExpressionSyntax node)
    {
        if (IsCore && !Model.GetConstantValue(node).HasValue)
        {
            Report(RuleBook.Interpolation, node);
        }

        base.VisitInterpolatedStringExpression(node);
    }

    public override void VisitInterpolation(InterpolationSyntax node)
    {
        ITypeSymbol? type = Model.GetTypeInfo(node.Expression).Type;
        if (type?.TypeKind == TypeKind.Enum)
        {
            Report(RuleBook.EnumText, node);
        }

        if (node.FormatClause is { } clause && !NumberFormats.IsKnown(type, clause.FormatStringToken.ValueText))
        {
            Report(RuleBook.NumberFormat, node);
        }

        base.VisitInterpolation(node);
    }

    private void CheckCall(InvocationExpressionSyntax node, IMethodSymbol method)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments = node.ArgumentList.Arguments;
        ITypeSymbol? receiver = node.Expression is MemberAccessExpressionSyntax access
            ? Model.GetTypeInfo(access.Expression).Type
            : null;
        bool isEnum = receiver is { TypeKind: TypeKind.Enum } or { SpecialType: SpecialType.System_Enum };
        if (isEnum && method is { Name: "ToString", IsStatic: false })
        {
            Report(RuleBook.EnumText, node);
        }

        if (method is { Name: "ToString", Parameters.Length: 1 } && NumberFormats.IsNumber(receiver)
            && !NumberFormats.IsKnown(receiver, Model.GetConstantValue(arguments[0].Expression).Value as string))
        {
            Report(RuleBook.NumberFormat, node);
        }

        if (method is { Name: "Format", ContainingType.SpecialType: SpecialType.System_String })
        {
            CheckFormat(node, arguments);
        }
    }

    private void CheckFormat(InvocationExpressionSyntax node, SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        if (IsCore)
        {
            Report(RuleBook.Interpolation, node);
        }

        string text = Model.GetConstantValue(arguments[0].Expression).Value as string ?? "";
        foreach ((int index, string format) in NumberFormats.Placeholders(text).Where(found => found.Index + 1 < arguments.Count))
        {
            if (!NumberFormats.IsKnown(Model.GetTypeInfo(arguments[index + 1].Expression).Type, format))
            {
                Report(RuleBook.NumberFormat, node);
            }
        }
    }

    // Concatenation, Append(object), Hashtable keys: an enum that becomes an object is one ToString from being a number.
    // What asks for a System.Enum, as HasFlag and the resource manager do, wants the value and not its text.
    private bool IsBoxedEnum(ExpressionSyntax expression)
    {
        TypeInfo info = Model.GetTypeInfo(expression);
        return info.Type?.TypeKind == TypeKind.Enum
            && info.ConvertedType is { IsReferenceType: true, SpecialType: not SpecialType.System_Enum };
    }
}
