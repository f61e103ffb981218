namespace CloudBridge.Commands;

/// <summary>Exit codes of the commands.</summary>
public static class ExitCode
{
    /// <summary>Done, and all is well.</summary>
    public const int Well = 0;

    /// <summary>Done, and something is not as it should be: a defect, a wrong signature, a session that stays held.</summary>
    public const int NotWell = 1;

    /// <summary>Not done: a wrong flag, setting or file.</summary>
    public const int Refused = 2;
}
