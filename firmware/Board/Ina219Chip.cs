using System;
using System.Device.I2c;
using Iot.Device.Adc;

namespace Firmware.Board;

/// <summary>
/// One INA219. The package sets it up; its result registers are read here, with a check of every transfer, because the package ignores
/// transfers that fail, gives negative voltages from 16.384 V up, and busy-waits (nanoFramework.Iot.Device.Ina219 1.2, Ina219.cs).
/// </summary>
public sealed class Ina219Chip
{
    private const byte ConfigurationRegister = 0;
    private const byte ShuntRegister = 1;
    private const byte BusRegister = 2;

    // SBOS448G 8.6.2.1: 32 V, ±320 mV, 64 samples for bus and shunt (34 ms each, so both are new in every tick), continuous.
    private const int Configuration = 0x3F77;

    // Current register = shunt steps x this / 4096 (SBOS448G 8.5.1): a shunt at full scale overflows it, and the chip flags that itself.
    private const ushort CalibrationValue = 4196;

    private const int Overflow = 1;
    private const int ConversionReady = 2;
    private const int ReadsPerCheck = 100;
    private const int ReadsSkippedAfterHang = 50;

    private readonly I2cDevice _device;
    private readonly Ina219 _package;
    private readonly byte[] _register = new byte[1];
    private readonly byte[] _value = new byte[2];
    private bool _isSetUp;
    private int _readsUntilCheck;
    private int _readsToSkip;

    /// <summary>A chip at an address of bus 1, not set up yet.</summary>
    public Ina219Chip(int address)
    {
        Address = address;
        _device = I2cDevice.Create(new I2cConnectionSettings(1, address, I2cBusSpeed.FastMode));
        _package = new Ina219(_device);
    }

    /// <summary>Its I2C address.</summary>
    public int Address { get; }

    /// <summary>How often it had lost its configuration and was set up again, since boot.</summary>
    public int LostConfigurationCount { get; private set; }

    /// <summary>Transfers that failed, since boot.</summary>
    public int FailedTransferCount { get; private set; }

    /// <summary>Times that the bus hung, since boot.</summary>
    public int HangCount { get; private set; }

    /// <summary>Readings whose overflow flag was set, since boot.</summary>
    public int OverflowCount { get; private set; }

    /// <summary>Begins a reading: sets the chip up when it needs that; false when it does not answer.</summary>
    public bool TryBegin()
    {
        if (_readsToSkip > 0)
        {
            _readsToSkip--;
            return false;
        }

        _readsUntilCheck--;
        if (_isSetUp && _readsUntilCheck > 0)
        {
            return true;
        }

        _readsUntilCheck = ReadsPerCheck;
        if (!TryReadRegister(ConfigurationRegister, out int configuration))
        {
            return false;
        }

        // After a reboot the chip still has its configuration, but then nobody knows about its calibration.
        if (!_isSetUp || configuration != Configuration)
        {
            LostConfigurationCount += _isSetUp ? 1 : 0;
            SetUp();
        }

        return _isSetUp;
    }

    /// <summary>Voltage over the shunt in µV; false when the transfer failed.</summary>
    public bool TryReadShunt(out int microvolts)
    {
        bool isRead = TryReadRegister(ShuntRegister, out int raw);
        microvolts = (short)raw * 10;
        return isRead;
    }

    /// <summary>Bus voltage in mV; false when the transfer failed, nothing has been converted yet, or the overflow flag is set.</summary>
    public bool TryReadBus(out int millivolts)
    {
        bool isRead = TryReadRegister(BusRegister, out int raw);
        millivolts = (raw >> 3) * 4;
        if (isRead && (raw & Overflow) != 0)
        {
            OverflowCount++;
        }

        return isRead && (raw & (Overflow | ConversionReady)) == ConversionReady;
    }

    private void SetUp()
    {
        _isSetUp = false;
        _package.Reset();
        _package.BusVoltageRange = Ina219BusVoltageRange.Range32v;
        _package.PgaSensitivity = Ina219PgaSensitivity.PlusOrMinus320mv;
        _package.BusAdcResolutionOrSamples = Ina219AdcResolutionOrSamples.Adc64Sample;
        _package.OperatingMode = Ina219OperatingMode.ShuntAndBusContinuous;
        _package.SetCalibration(CalibrationValue);
        // The package's setter of the shunt converter writes into the field of the bus converter, so the whole register is written here.
        byte[] whole = new byte[] { ConfigurationRegister, Configuration >> 8, Configuration & 0xFF };
        _isSetUp = IsWhole(Write(whole)) && TryReadRegister(ConfigurationRegister, out int written) && written == Configuration;
    }

    private bool TryReadRegister(byte register, out int value)
    {
        _register[0] = register;
        bool isRead = IsWhole(WriteRead());
        value = isRead ? (_value[0] << 8) | _value[1] : 0;
        return isRead;
    }

    private bool IsWhole(I2cTransferStatus status)
    {
        if (status == I2cTransferStatus.FullTransfer)
        {
            return true;
        }

        FailedTransferCount++;
        if (status != I2cTransferStatus.SlaveAddressNotAcknowledged)
        {
            // A hanging bus stops the whole runtime for a second at each try (nf-interpreter, System.Device.I2c for ESP32).
            HangCount++;
            _readsToSkip = ReadsSkippedAfterHang;
        }

        return false;
    }

    private I2cTransferStatus WriteRead()
    {
        try
        {
            return _device.WriteRead(_register, _value).Status;
        }
        catch (InvalidOperationException)
        {
            // What the device's driver throws for every bus error that has no status of its own; counted by the caller.
            return I2cTransferStatus.UnknownError;
        }
    }

    private I2cTransferStatus Write(byte[] bytes)
    {
        try
        {
            return _device.Write(bytes).Status;
        }
        catch (InvalidOperationException)
        {
            return I2cTransferStatus.UnknownError;
        }
    }
}
