namespace CloudBridge.Core.Foundation.Settings;

/// <summary>The bridge cannot start. The message is one line for the operator: what is wrong and how to mend it.</summary>
public sealed class RefusedException : Exception
{
    /// <summary>With nothing to say; for serialisers only.</summary>
    public RefusedException()
    {
    }

    /// <summary>With the line for the operator.</summary>
    public RefusedException(string message)
        : base(message)
    {
    }

    /// <summary>With the line for the operator and what caused it.</summary>
    public RefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
