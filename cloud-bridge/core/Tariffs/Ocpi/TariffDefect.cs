namespace CloudBridge.Core.Tariffs.Ocpi;

/// <summary>One thing that is wrong in an OCPI document.</summary>
/// <param name="JsonPath">Where it stands: <c>$.elements[2].restrictions.start_time</c>.</param>
/// <param name="Reason">What is wrong with it, and where possible how to mend it; it reads on from the path.</param>
public sealed record TariffDefect(string JsonPath, string Reason)
{
    /// <summary>Path and reason as one line for a person.</summary>
    public override string ToString()
    {
        return $"{JsonPath}: {Reason}";
    }
}
