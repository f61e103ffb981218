using System.Text.Json;

namespace CloudBridge.Web.Ocpi.Partners;

/// <summary>What a partner has answered.</summary>
/// <param name="HttpStatus">HTTP's status; 0 when there was no answer.</param>
/// <param name="StatusCode">OCPI's status; 0 when the answer is none of OCPI's.</param>
/// <param name="Text">Both in words, with what the partner says to it, or why there was no answer.</param>
/// <param name="Data">The data; undefined without.</param>
public sealed record OcpiReply(int HttpStatus, int StatusCode, string Text, JsonElement Data)
{
    /// <summary>Whether it was done. Partners that answer a push with HTTP's success and no envelope have taken it.</summary>
    public bool IsDone => HttpStatus is >= 200 and < 300 && StatusCode is 0 or (>= 1000 and < 2000);

    /// <summary>Whether there was no answer: nobody can know whether it was done.</summary>
    public bool IsAway => HttpStatus == 0;

    /// <summary>Whether the same request will never be done: the partner says that it is wrong.</summary>
    public bool IsRefused =>
        HttpStatus is >= 300 and < 500 and not (401 or 403 or 408 or 429)
        || (HttpStatus is >= 200 and < 300 && StatusCode is >= 2000 and < 3000);
}
