namespace CloudBridge;

/// <summary>The bridge cannot start. The message is one line for the operator: what is wrong and how to mend it.</summary>
public sealed class BridgeStartException : Exception
{
    /// <summary>With nothing to say; for serialisers only.</summary>
    public BridgeStartException()
    {
    }

    /// <summary>With the line for the operator.</summary>
    public BridgeStartException(string message)
        : base(message)
    {
    }

    /// <summary>With the line for the operator and what caused it.</summary>
    public BridgeStartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
