namespace Firmware.Core.Ports;

/// <summary>Where log lines go: the serial port of the board, the terminal of the virtual charger.</summary>
public interface ILogSink
{
    /// <summary>Writes one line, without its end-of-line. Must not block for longer than the line takes to queue.</summary>
    void WriteLine(string line);
}
