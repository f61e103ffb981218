namespace Firmware.Core.Logging;

/// <summary>How much a log line matters.</summary>
public enum LogLevel
{
    /// <summary>The normal course of things.</summary>
    Note = 0,

    /// <summary>Somebody should look when there is time.</summary>
    Warning = 1,

    /// <summary>Something does not work.</summary>
    Error = 2,
}
