using CloudBridge.Core.Registry.Partners;

namespace CloudBridge.Web.Ocpi;

/// <summary>
/// What other OCPI parties may fetch, from /ocpi/versions on: lists with <see cref="OcpiPaging"/>, answered by <see cref="OcpiAnswer"/>.
/// They show their token as OCPI does: "Authorization: Token" with the token in Base64. An operator's token opens the lists as well.
/// </summary>
public static class OcpiPaths
{
    /// <summary>Maps all paths.</summary>
    public static void MapOcpi(this IEndpointRouteBuilder app)
    {
        OcpiVersions.Map(app);
        OcpiLocationList.Map(OcpiModules.Map(app, OcpiModule.Locations));
        OcpiSessionList.Map(OcpiModules.Map(app, OcpiModule.Sessions));
        OcpiTariffList.Map(OcpiModules.Map(app, OcpiModule.Tariffs));
        OcpiCdrList.Map(OcpiModules.Map(app, OcpiModule.Cdrs));
    }
}
