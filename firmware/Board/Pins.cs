namespace Firmware.Board;

/// <summary>
/// The one table of GPIO numbers, for an ESP32-WROOM-32. No strapping pin and no flash pin is used; 34 to 39 can only be inputs and have
/// no pull-up of their own. A test holds hardware/board equal to this table.
/// </summary>
public static class Pins
{
    /// <summary>I2C data to the INA219.</summary>
    public const int I2cData = 21;

    /// <summary>I2C clock to the INA219.</summary>
    public const int I2cClock = 22;

    /// <summary>COM2: log and console, to the technician.</summary>
    public const int SerialTransmit = 17;

    /// <summary>COM2: console, from the technician.</summary>
    public const int SerialReceive = 16;

    /// <summary>Low while a plug is in.</summary>
    public const int PlugPresent = 34;

    /// <summary>Low while the latch is locked.</summary>
    public const int LatchLocked = 35;

    /// <summary>Low while the coil of the contactor is powered.</summary>
    public const int ContactorCommanded = 36;

    /// <summary>Mirror contact of the contactor: high while the main contacts are closed.</summary>
    public const int ContactorClosed = 39;

    /// <summary>High when the residual-current device has tripped, or the loop is broken.</summary>
    public const int ResidualCurrentTrip = 13;

    /// <summary>High when the temperature switch is open, or the loop is broken.</summary>
    public const int OverTemperature = 14;

    /// <summary>High when the emergency stop is pressed, or the loop is broken.</summary>
    public const int EmergencyStop = 4;

    /// <summary>High when the door is open, or the loop is broken.</summary>
    public const int EnclosureOpen = 18;

    /// <summary>Low while there is mains voltage before the contactor.</summary>
    public const int MainsPresent = 19;

    /// <summary>The green light; high is on.</summary>
    public const int Green = 25;

    /// <summary>The amber light; high is on.</summary>
    public const int Amber = 26;

    /// <summary>The red light; high is on.</summary>
    public const int Red = 27;

    /// <summary>FAULT_OUT; high is a fault.</summary>
    public const int FaultOut = 32;

    /// <summary>Kick of the external watchdog; each edge counts.</summary>
    public const int Watchdog = 33;
}
