namespace Firmware.Tests.Device.References;

/// <summary>
/// The interface members a type implements explicitly on the device. A listing of the public API cannot show them; a
/// stub has to declare them, or the compiler would not believe that the type has the interface.
/// </summary>
internal static class InterfaceGaps
{
    public static IEnumerable<(ApiType Contract, ApiMember Member)> Of(ApiType type, ApiCatalog catalog)
    {
        if (type.Keyword is not ("class" or "struct"))
        {
            yield break;
        }

        ApiMember[] candidates = catalog.BaseClasses(type).Prepend(type).SelectMany(found => found.Members)
            .Where(member => !member.IsStatic && !member.IsProtected).ToArray();
        foreach (ApiType contract in catalog.Interfaces(type))
        {
            foreach (ApiMember member in contract.Members.Where(member => !candidates.Any(candidate => Implements(candidate, member))))
            {
                yield return (contract, member);
            }
        }
    }

    private static bool Implements(ApiMember candidate, ApiMember member) =>
        candidate.Kind == member.Kind
        && candidate.Signature == member.Signature
        && (candidate.Accessors == member.Accessors || candidate.Accessors == "{ get; set; }");
}
