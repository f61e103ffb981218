namespace Firmware.Board;

/// <summary>
/// GPIO numbers of the ESP32-WROOM-32: the one source for the drivers and for every page, drawing and list in hardware/board, which a
/// test holds equal to it.
/// </summary>
/// <remarks>
/// None of them is a strapping pin (0, 2, 5, 12, 15), a pin of the flash chip (6 to 11) or of the USB serial port (1, 3). Each input
/// has an opto-coupler that pulls the pin low while its LED is lit, and an external pull-up. The five lines that say what is there are
/// lit when it is there: low is yes. The four fault lines are wired normally closed and lit while all is well: high is the fault, so
/// that a broken wire and a lost field supply are faults too.
/// </remarks>
public static class Pins
{
    /// <summary>I2C1 data, to the INA219.</summary>
    public const int I2cData = 21;

    /// <summary>I2C1 clock, to the INA219.</summary>
    public const int I2cClock = 22;

    /// <summary>Green light; high is on.</summary>
    public const int GreenLight = 25;

    /// <summary>Amber light; high is on.</summary>
    public const int AmberLight = 26;

    /// <summary>Red light; high is on.</summary>
    public const int RedLight = 27;

    /// <summary>FAULT_OUT, to the charger's safety chain; high is a fault that forbids charging.</summary>
    public const int FaultOut = 32;

    /// <summary>Kick of the external watchdog; every edge counts.</summary>
    public const int WatchdogKick = 33;

    /// <summary>COM2 transmit: the technician's log.</summary>
    public const int SerialTransmit = 17;

    /// <summary>COM2 receive: the technician's console.</summary>
    public const int SerialReceive = 16;

    /// <summary>A plug is in; low is yes. Input only, no internal pull-up.</summary>
    public const int PlugPresent = 34;

    /// <summary>The latch holds the plug; low is yes. Input only, no internal pull-up.</summary>
    public const int LatchLocked = 35;

    /// <summary>The charger commands its contactor closed; low is yes. Input only (SVP), no internal pull-up.</summary>
    public const int ContactorCommanded = 36;

    /// <summary>Auxiliary contact of the contactor; low is closed. Input only (SVN), no internal pull-up.</summary>
    public const int ContactorClosed = 39;

    /// <summary>Residual-current device; high is tripped.</summary>
    public const int ResidualCurrentTrip = 13;

    /// <summary>Temperature switch; high is too hot.</summary>
    public const int OverTemperature = 14;

    /// <summary>Emergency stop; high is pressed.</summary>
    public const int EmergencyStop = 4;

    /// <summary>Enclosure switch; high is open.</summary>
    public const int EnclosureOpen = 18;

    /// <summary>Mains before the contactor; low is present.</summary>
    public const int MainsPresent = 19;
}
