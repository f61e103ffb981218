namespace CloudBridge.Web.Ocpi;

/// <summary>Status codes of OCPI 2.2.1 (5): they stand in the envelope, while HTTP says 200 to whatever reached OCPI.</summary>
public static class OcpiStatus
{
    /// <summary>Success.</summary>
    public const int Success = 1000;

    /// <summary>Generic client error.</summary>
    public const int ClientError = 2000;

    /// <summary>Invalid or missing parameters.</summary>
    public const int InvalidParameters = 2001;

    /// <summary>Generic server error.</summary>
    public const int ServerError = 3000;

    /// <summary>Unable to use the client's API.</summary>
    public const int ClientUnusable = 3001;

    /// <summary>Unsupported version.</summary>
    public const int UnsupportedVersion = 3002;

    /// <summary>No matching endpoints, or expected ones missing.</summary>
    public const int EndpointsMissing = 3003;
}
