namespace CloudBridge.Core.Operations.Notices;

/// <summary>What came of one try to send.</summary>
/// <param name="IsSent">Whether the receiver's server has taken it.</param>
/// <param name="Error">Why not.</param>
/// <param name="IsPermanent">Whether another try is useless.</param>
/// <param name="RetryAfter">How long the receiver wants to be left alone.</param>
public sealed record SendResult(bool IsSent, string? Error = null, bool IsPermanent = false, TimeSpan? RetryAfter = null)
{
    /// <summary>It was taken.</summary>
    public static readonly SendResult Sent = new(true);

    /// <summary>Its contact does not want it any more.</summary>
    public static readonly SendResult Unwanted = new(false) { IsUnwanted = true };

    /// <summary>Whether it was not sent because nobody wants it any more.</summary>
    public bool IsUnwanted { get; private init; }

    /// <summary>Another try may succeed.</summary>
    public static SendResult Failed(string error, TimeSpan? retryAfter = null)
    {
        return new SendResult(false, error.ReplaceLineEndings(" "), false, retryAfter);
    }

    /// <summary>The receiver does not want it, however often it is tried.</summary>
    public static SendResult Refused(string error)
    {
        return new SendResult(false, error.ReplaceLineEndings(" "), true);
    }
}
