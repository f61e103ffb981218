using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Firmware.Tests.Device.Rules;

/// <summary>Something in a static initialiser that can fail, or that reads what may not be set yet.</summary>
internal sealed record StartRisk(SyntaxNode Syntax, string Reason);

/// <summary>
/// Follows a static initialiser into the constructors it calls. Only what is known not to throw is let through: a new
/// kind of operation is refused until somebody has thought about it.
/// </summary>
internal sealed class StartSafety(Compilation compilation)
{
    // Constructors of the device's libraries that only set fields or allocate.
    private static readonly string[] PlainTypes =
    [
        "object", "System.EventArgs", "System.TimeSpan", "System.Version", "System.Random", "System.Collections.ArrayList",
        "System.Collections.Hashtable", "System.Collections.Queue", "System.Collections.Stack", "System.Text.StringBuilder",
        "System.Threading.AutoResetEvent", "System.Threading.ManualResetEvent",
    ];

    private readonly HashSet<ISymbol> _visited = new(SymbolEqualityComparer.Default);

    public StartRisk? FindRisk(IOperation operation)
    {
        if (operation.ConstantValue.HasValue)
        {
            return null;
        }

        string? reason = ReasonOf(operation);
        if (reason is not null)
        {
            return new StartRisk(operation.Syntax, reason);
        }

        // Making a delegate does not run it.
        if (operation is IDelegateCreationOperation)
        {
            return null;
        }

        if (ConstructorCalledBy(operation) is { } constructor && FindRiskIn(constructor) is { } inner)
        {
            return new StartRisk(operation.Syntax, $"its constructor is not plain, {inner.Reason}");
        }

        return operation.ChildOperations.Select(FindRisk).FirstOrDefault(risk => risk is not null);
    }

    private static string? ReasonOf(IOperation operation) => operation switch
    {
        IFieldInitializerOperation or IPropertyInitializerOperation or IVariableInitializerOperation => null,
        IBlockOperation or IConstructorBodyOperation or IMethodBodyOperation or IExpressionStatementOperation or IReturnOperation => null,
        IVariableDeclarationGroupOperation or IVariableDeclarationOperation or IVariableDeclaratorOperation => null,
        ILiteralOperation or IDefaultValueOperation or ITypeOfOperation or INameOfOperation or IInstanceReferenceOperation => null,
        ILocalReferenceOperation or IParameterReferenceOperation or IArgumentOperation => null,
        IDelegateCreationOperation or IArrayInitializerOperation => null,
        IConditionalOperation or ICoalesceOperation or IParenthesizedOperation or ISimpleAssignmentOperation => null,
        IArrayCreationOperation array => array.DimensionSizes.All(IsCount) ? null : "it sizes an array by a value",
        IObjectCreationOperation creation => ReasonOf(creation),
        IConversionOperation conversion => ReasonOf(conversion),
        IUnaryOperation { OperatorMethod: null } => null,
        IBinaryOperation binary => ReasonOf(binary),
        IFieldReferenceOperation field => ReasonOf(field),
        IPropertyReferenceOperation property when SetsOwnField(property) => null,
        IPropertyReferenceOperation property => $"it calls the property {property.Property.Name}",
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.Constructor } => null,
        IInvocationOperation call => $"it calls {call.TargetMethod.Name}",
        IArrayElementReferenceOperation => "it indexes an array",
        IInterpolatedStringOperation => "it formats a string",
        IThrowOperation => "it throws",
        _ => $"it contains {operation.Kind}",
    };

    private static bool IsCount(IOperation size) => size.ConstantValue is { HasValue: true, Value: >= 0 };

    private static string? ReasonOf(IObjectCreationOperation creation)
    {
        bool isDefault = creation.Constructor is null or { ContainingType.IsValueType: true, IsImplicitlyDeclared: true };
        return isDefault || IsOurs(creation.Type!) || IsPlain(creation.Type!) ? null : $"it makes a {creation.Type!.Name}";
    }

    private static string? ReasonOf(IConversionOperation conversion) =>
        conversion.OperatorMethod is not null ? "it calls a conversion"
        : conversion is { IsImplicit: false, Type.IsReferenceType: true, Conversion.IsImplicit: false } || IsUnboxing(conversion)
            ? "it casts"
        : null;

    private static bool IsUnboxing(IConversionOperation conversion) =>
        conversion is { Type.IsValueType: true, Operand.Type.IsReferenceType: true };

    private static string? ReasonOf(IBinaryOperation binary)
    {
        bool divides = binary.OperatorKind is BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder;
        return binary.OperatorMethod is { ContainingType.SpecialType: not SpecialType.System_String } ? "it calls an operator"
            : divides && !binary.RightOperand.ConstantValue.HasValue ? "it divides"
            : null;
    }

    private static string? ReasonOf(IFieldReferenceOperation field) => field switch
    {
        { Field.IsStatic: false, Instance: not IInstanceReferenceOperation } => "it reads a field of another object",
        { Field.IsStatic: true } when IsOfAnotherClass(field) => $"it reads {field.Field.Name} of another class, which may not be set yet",
        _ => null,
    };

    private static bool IsOfAnotherClass(IFieldReferenceOperation field) =>
        field.Field.Locations is [{ IsInSource: true }, ..]
        && !AreSame(field.Field.ContainingType, field.SemanticModel!.GetEnclosingSymbol(field.Syntax.SpanStart)?.ContainingType);

    // Setting an automatic property of its own is as plain as setting a field.
    private static bool SetsOwnField(IPropertyReferenceOperation property) =>
        property is { Instance: null or IInstanceReferenceOperation, Parent: ISimpleAssignmentOperation }
        && property.Property.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .Any(field => AreSame(field.AssociatedSymbol, property.Property));

    private static bool AreSame(ISymbol? one, ISymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);

    private static bool IsOurs(ITypeSymbol type) => type.Locations is [{ IsInSource: true }, ..];

    private static bool IsPlain(ITypeSymbol type) => PlainTypes.Contains(type.ToDisplayString());

    private static IMethodSymbol? ConstructorCalledBy(IOperation operation) => operation switch
    {
        IObjectCreationOperation creation => creation.Constructor,
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.Constructor } call => call.TargetMethod,
        _ => null,
    };

    private StartRisk? FindRiskIn(IMethodSymbol constructor)
    {
        INamedTypeSymbol type = constructor.ContainingType;
        if (!IsOurs(type) || !_visited.Add(constructor))
        {
            return null;
        }

        IEnumerable<SyntaxNode> initializers = type.GetMembers()
            .Where(member => !member.IsStatic && member is IFieldSymbol or IPropertySymbol)
            .SelectMany(member => member.DeclaringSyntaxReferences)
            .SelectMany(reference => InitializerOf(reference.GetSyntax()));
        SyntaxNode[] bodies = constructor.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax())
            .OfType<ConstructorDeclarationSyntax>().ToArray<SyntaxNode>();
        return initializers.Concat(bodies)
            .Select(syntax => compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax))
            .Select(operation => operation is null ? null : FindRisk(operation))
            .Append(FindRiskInBase(type, bodies))
            .FirstOrDefault(risk => risk is not null);
    }

    // A constructor that names no other one calls the base's, which no operation shows.
    private StartRisk? FindRiskInBase(INamedTypeSymbol type, SyntaxNode[] bodies)
    {
        bool namesAnother = bodies is [ConstructorDeclarationSyntax { Initializer: not null }];
        if (namesAnother || type.BaseType is not { } parent || type.IsValueType || IsPlain(parent))
        {
            return null;
        }

        SyntaxNode place = type.DeclaringSyntaxReferences[0].GetSyntax();
        return IsOurs(parent)
            ? parent.InstanceConstructors.Where(candidate => candidate.Parameters.Length == 0).Select(FindRiskIn).FirstOrDefault()
            : new StartRisk(place, $"it extends {parent.Name}");
    }

    private static IEnumerable<SyntaxNode> InitializerOf(SyntaxNode member) => member switch
    {
        VariableDeclaratorSyntax { Initializer: { } initializer } => [initializer],
        PropertyDeclarationSyntax { Initializer: { } initializer } => [initializer],
        _ => [],
    };
}
