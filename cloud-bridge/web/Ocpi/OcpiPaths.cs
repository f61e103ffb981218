namespace CloudBridge.Web.Ocpi;

/// <summary>
/// What other OCPI parties may fetch, from /ocpi/versions on: lists with <see cref="OcpiPaging"/>, answered by <see cref="OcpiAnswer"/>.
/// They show an API token as OCPI does: "Authorization: Token" with the token in Base64.
/// </summary>
public static class OcpiPaths
{
    /// <summary>Maps all paths.</summary>
    public static void MapOcpi(this IEndpointRouteBuilder app)
    {
        OcpiVersions.Map(app);
        RouteGroupBuilder ocpi = app.MapGroup($"/ocpi/{OcpiVersions.Version}").WithTags("OCPI 2.2.1");
        OcpiTariffList.Map(ocpi);
        OcpiCdrList.Map(ocpi);
    }
}
