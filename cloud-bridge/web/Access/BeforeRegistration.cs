namespace CloudBridge.Web.Access;

/// <summary>Marks what an OCPI party may open before it is registered: versions and credentials (OCPI 2.2.1, 4.1.2).</summary>
public sealed record BeforeRegistration;
