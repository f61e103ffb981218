using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Firmware.Tests.Device;

/// <summary>Larger pieces of firmware as it should be: a check that refused these would be switched off within a week.</summary>
[TestClass]
public class CleanSampleTests
{
    [TestMethod]
    public void A_connector_in_modern_C_sharp_is_accepted_in_Core() => Planted.IsAccepted(
        """
        using System;
        using System.Collections;
        using System.Diagnostics.CodeAnalysis;
        using System.Text;

        namespace Sample.Core;

        public enum ConnectorStatus { Available, Preparing, Charging, Faulted }

        public interface IClock
        {
            long MonotonicMs { get; }
        }

        public interface IPowerSensor
        {
            /// <summary>False when the sensor did not answer.</summary>
            bool TryRead(Reading reading);
        }

        public sealed class Reading
        {
            public int CurrentMilliamps;
            public int VoltageMillivolts { get; set; }

            public long PowerMilliwatts => (long)CurrentMilliamps * VoltageMillivolts / 1000;
        }

        public readonly struct Period
        {
            public Period(long startMs, long endMs) { StartMs = startMs; EndMs = endMs; }

            public long StartMs { get; }

            public long EndMs { get; }

            public static bool operator ==(Period a, Period b) => a.StartMs == b.StartMs && a.EndMs == b.EndMs;

            public static bool operator !=(Period a, Period b) => !(a == b);

            public override bool Equals(object? other) => other is Period period && this == period;

            public override int GetHashCode() => (int)StartMs;
        }

        public delegate void StatusChangedHandler(Connector sender, ConnectorStatus status);

        public sealed class Connector : IDisposable
        {
            private const int CurrentMilliampsMax = 32_000;
            private static readonly byte[] Prefix = { 0x43, 0x41 };
            private readonly object _gate = new();
            private readonly IClock _clock;
            private readonly Reading _reading = new();
            private readonly StringBuilder _line = new(200);
            private readonly ArrayList _waiting = new() { "first" };
            private ConnectorStatus _status;
            private string? _lastError;

            public Connector(IClock clock) => _clock = clock ?? throw new ArgumentNullException(nameof(clock));

            public event StatusChangedHandler? StatusChanged;

            public ConnectorStatus Status
            {
                get { lock (_gate) { return _status; } }
                private set { lock (_gate) { _status = value; } }
            }

            public bool TryStep(IPowerSensor sensor, [NotNullWhen(false)] out string? error)
            {
                error = sensor.TryRead(_reading) ? null : "No reading";
                Status = Next(Status, _reading);
                StatusChanged?.Invoke(this, Status);
                return error is null;
            }

            public string Describe(object subject)
            {
                _line.Clear();
                switch (subject)
                {
                    case null:
                        return string.Empty;
                    case int milliamps when milliamps is > 0 and < CurrentMilliampsMax:
                        _line.Append(milliamps).Append(" mA");
                        break;
                    case string { Length: > 0 } text:
                        _line.Append(text);
                        break;
                    case ConnectorStatus status:
                        _line.Append(NameOf(status));
                        break;
                    default:
                        _line.Append(subject.ToString());
                        break;
                }

                return _line.ToString();
            }

            public void Dispose() => _waiting.Clear();

            private static ConnectorStatus Next(ConnectorStatus status, Reading reading) => status switch
            {
                ConnectorStatus.Available => ConnectorStatus.Preparing,
                ConnectorStatus.Preparing when reading.CurrentMilliamps > 0 => ConnectorStatus.Charging,
                _ => reading is { CurrentMilliamps: > CurrentMilliampsMax } ? ConnectorStatus.Faulted : status,
            };

            private static string NameOf(ConnectorStatus status) => status switch
            {
                ConnectorStatus.Available => nameof(ConnectorStatus.Available),
                ConnectorStatus.Preparing => "Preparing",
                ConnectorStatus.Charging => "Charging",
                ConnectorStatus.Faulted => "Faulted",
                _ => throw new ArgumentOutOfRangeException(nameof(status)),
            };

            private long ElapsedMs(long sinceMs)
            {
                long Since(long nowMs) => nowMs - sinceMs;
                _lastError ??= Prefix.Length == 2 ? null : "Prefix";
                return Since(_clock.MonotonicMs);
            }
        }
        """,
        "Core/Connector.cs");

    [TestMethod]
    public void A_board_with_sensor_pins_file_and_message_link_is_accepted() => Planted.IsAccepted(
        """
        using System;
        using System.Device.Gpio;
        using System.Device.I2c;
        using System.Diagnostics;
        using System.IO;
        using System.IO.Hashing;
        using System.Net.NetworkInformation;
        using System.Security.Cryptography;
        using System.Text;
        using System.Threading;
        using Microsoft.Extensions.Logging;
        using nanoFramework.Hardware.Esp32;
        using nanoFramework.Logging;
        using nanoFramework.M2Mqtt;
        using nanoFramework.M2Mqtt.Messages;
        using nanoFramework.Networking;
        using nanoFramework.Runtime.Native;

        namespace Sample.Board;

        public sealed class Sensor
        {
            private readonly I2cDevice _device;
            private readonly byte[] _register = new byte[1];
            private readonly byte[] _answer = new byte[2];

            public Sensor(int bus)
            {
                Configuration.SetPinFunction(21, DeviceFunction.I2C1_DATA);
                Configuration.SetPinFunction(22, DeviceFunction.I2C1_CLOCK);
                _device = I2cDevice.Create(new I2cConnectionSettings(bus, 0x40, I2cBusSpeed.FastMode));
            }

            public bool TryRead(byte register, out int value)
            {
                _register[0] = register;
                I2cTransferResult result = _device.WriteRead(_register, _answer);
                value = (short)((_answer[0] << 8) | _answer[1]);
                return result.Status == I2cTransferStatus.FullTransfer;
            }
        }

        public sealed class Link
        {
            private readonly ILogger _log = LogDispatcher.GetLogger("link");
            private readonly AutoResetEvent _closed = new(false);
            private MqttClient? _client;

            public bool TryConnect(string host, string id, string password)
            {
                try
                {
                    _client = new MqttClient(host, 1883, false, null, null, MqttSslProtocols.None);
                    _client.ConnectionClosed += (_, _) => _closed.Set();
                    _client.MqttMsgPublished += OnPublished;
                    MqttReasonCode reason = _client.Connect(id, id, password, true, 20);
                    _log.LogInformation($"Connect answered {(int)reason}");
                    return reason == MqttReasonCode.Success;
                }
                catch (Exception failure)
                {
                    Debug.WriteLine("Connect failed: " + failure.Message);
                    _client?.Close();
                    return false;
                }
            }

            public ushort Publish(string topic, string text) =>
                _client is null
                    ? (ushort)0
                    : _client.Publish(topic, Encoding.UTF8.GetBytes(text), null, null, MqttQoSLevel.AtLeastOnce, false);

            private static void OnPublished(object sender, MqttMsgPublishedEventArgs e) => Console.WriteLine(e.MessageId.ToString("X4"));
        }

        public static class Program
        {
            public static void Main()
            {
                using var pins = new GpioController();
                GpioPin contactor = pins.OpenPin(5, PinMode.Output);
                contactor.Write(PinValue.Low);
                GpioPin plug = pins.OpenPin(4, PinMode.InputPullUp);
                plug.DebounceTimeout = TimeSpan.FromMilliseconds(250);
                plug.ValueChanged += (sender, e) => contactor.Write(e.ChangeType == PinEventTypes.Falling ? PinValue.High : PinValue.Low);

                byte[] address = NetworkInterface.GetAllNetworkInterfaces()[0].PhysicalAddress;
                using var seal = new HMACSHA256(address);
                uint sum = Crc32.HashToUInt32(seal.ComputeHash(address));
                using (var file = new FileStream("I:\\\\journal.bin", FileMode.Append, FileAccess.Write))
                {
                    file.Write(BitConverter.GetBytes(sum), 0, 4);
                }

                bool isOnline = WifiNetworkHelper.ConnectDhcp("ssid", "password", token: new CancellationTokenSource(60000).Token);
                if (!isOnline || DateTime.UtcNow.Year < 2021)
                {
                    Power.RebootDevice();
                }

                new Thread(Beat) { Priority = ThreadPriority.AboveNormal }.Start();
                Thread.Sleep(Timeout.Infinite);
            }

            private static void Beat()
            {
                long startMs = Environment.TickCount64;
                while (Environment.TickCount64 - startMs < 1000)
                {
                    Thread.Sleep(10);
                }
            }
        }
        """);
}
