namespace CloudBridge.Web.Ocpi;

/// <summary>Status codes of OCPI 2.2.1 (5): they stand in the envelope, while HTTP says 200 to whatever reached OCPI.</summary>
public static class OcpiStatus
{
    /// <summary>Success.</summary>
    public const int Success = 1000;

    /// <summary>Invalid or missing parameters.</summary>
    public const int InvalidParameters = 2001;
}
