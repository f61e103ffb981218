using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CloudBridge.Tests.Src.Areas;

/// <summary>One folder names something of another.</summary>
/// <param name="From">The folder that knows.</param>
/// <param name="To">The folder that is known.</param>
/// <param name="Because">One place that does.</param>
internal sealed record Arrow(string From, string To, string Because);

/// <summary>
/// Which folder knows which, read from built assemblies, whose namespaces are folders. Pages are in it as the compiler made them. Constants
/// leave no trace in an assembly, so they are looked for in the source.
/// </summary>
internal sealed class HouseGraph
{
    private readonly Dictionary<(string From, string To), string> _arrows = [];
    private readonly HashSet<string> _folders = [];
    private readonly string _root;

    /// <summary>Nothing is read yet; <paramref name="rootNamespace"/> is the house, e.g. "CloudBridge".</summary>
    public HouseGraph(string rootNamespace)
    {
        _root = rootNamespace;
    }

    /// <summary>All folders with a type of their own.</summary>
    public IReadOnlyCollection<string> Folders => _folders;

    /// <summary>All arrows.</summary>
    public IReadOnlyList<Arrow> Arrows => [.. _arrows.Select(arrow => new Arrow(arrow.Key.From, arrow.Key.To, arrow.Value))];

    /// <summary>What of other houses each folder names: the first two words of the namespace.</summary>
    public HashSet<(string Folder, string Library)> Libraries { get; } = [];

    /// <summary>Reads an assembly beside this one.</summary>
    public HouseGraph Read(string assemblyName)
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, assemblyName + ".dll"));
        foreach (TypeDefinition type in assembly.MainModule.GetTypes().Where(type => IsOwn(type)))
        {
            string from = NamespaceOf(type);
            _folders.Add(from);
            foreach (TypeReference named in NamedBy(type))
            {
                Add(from, named, type.FullName);
            }
        }

        return this;
    }

    /// <summary>Adds the constants of an assembly that the source of other folders names as Type.Constant.</summary>
    public HouseGraph ReadConstants(string assemblyName, IReadOnlyCollection<(string Namespace, string Path)> sources)
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, assemblyName + ".dll"));
        List<(string Namespace, string Name)> owners =
        [
            .. assembly
                .MainModule.Types.Where(type => IsOwn(type) && type.Fields.Any(field => field.IsLiteral))
                .Select(type => (NamespaceOf(type), type.Name)),
        ];
        foreach ((string from, string path) in sources)
        {
            string text = File.ReadAllText(path);
            foreach (
                (string to, string name) in owners.Where(owner =>
                    owner.Namespace != from && text.Contains(owner.Name + ".", StringComparison.Ordinal)))
            {
                TypeDefinition owner = assembly.MainModule.GetType(to, name);
                if (
                    owner.Fields.Any(field =>
                        field.IsLiteral && Regex.IsMatch(text, $@"(?m)^(?!\s*///).*(?<![\w.]){name}\.{field.Name}\b")))
                {
                    _arrows.TryAdd((from, to), path);
                }
            }
        }

        return this;
    }

    private static string NamespaceOf(TypeReference type)
    {
        while (type.DeclaringType != null)
        {
            type = type.DeclaringType;
        }

        return type.Namespace;
    }

    private static IEnumerable<TypeReference> NamedBy(TypeDefinition type)
    {
        IEnumerable<TypeReference?> direct =
        [
            type.BaseType,
            .. type.Interfaces.Select(face => face.InterfaceType),
            .. type.CustomAttributes.Select(attribute => attribute.AttributeType),
            .. type.Fields.Select(field => field.FieldType),
            .. type.Properties.Select(property => property.PropertyType),
            .. type.Methods.SelectMany(method => NamedBy(method)),
        ];
        return direct.Where(named => named != null).SelectMany(named => Parts(named!));
    }

    private static IEnumerable<TypeReference> NamedBy(MethodDefinition method)
    {
        yield return method.ReturnType;
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            yield return parameter.ParameterType;
        }

        if (!method.HasBody)
        {
            yield break;
        }

        foreach (VariableDefinition variable in method.Body.Variables)
        {
            yield return variable.VariableType;
        }

        foreach (ExceptionHandler handler in method.Body.ExceptionHandlers.Where(handler => handler.CatchType != null))
        {
            yield return handler.CatchType;
        }

        foreach (Instruction instruction in method.Body.Instructions)
        {
            switch (instruction.Operand)
            {
                case TypeReference named:
                    yield return named;
                    break;
                case MethodReference called:
                    yield return called.DeclaringType;
                    yield return called.ReturnType;
                    foreach (TypeReference argument in called is GenericInstanceMethod generic ? generic.GenericArguments : [])
                    {
                        yield return argument;
                    }

                    break;
                case FieldReference field:
                    yield return field.DeclaringType;
                    break;
            }
        }
    }

    // List<Bill[]> names both List and Bill.
    private static IEnumerable<TypeReference> Parts(TypeReference type)
    {
        switch (type)
        {
            case GenericInstanceType generic:
                return [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)];
            case TypeSpecification wrapped:
                return Parts(wrapped.ElementType);
            case GenericParameter:
                return [];
            default:
                return [type];
        }
    }

    private bool IsOwn(TypeReference type)
    {
        string name = NamespaceOf(type);
        return name == _root || name.StartsWith(_root + ".", StringComparison.Ordinal);
    }

    private void Add(string from, TypeReference named, string because)
    {
        string to = NamespaceOf(named);
        if (to == from || to.Length == 0)
        {
            return;
        }

        if (IsOwn(named))
        {
            _arrows.TryAdd((from, to), because);
        }
        else
        {
            Libraries.Add((from, string.Join('.', to.Split('.').Take(2))));
        }
    }
}
