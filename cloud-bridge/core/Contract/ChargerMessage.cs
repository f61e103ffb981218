using Firmware.Core.Ports;

namespace CloudBridge.Core.Contract;

/// <summary>A message as it came from a charger; nothing in it has been believed yet, except who sent it.</summary>
/// <param name="ChargerId">From the topic: the broker lets a charger write only below its own id.</param>
/// <param name="Topic">Which kind of message.</param>
/// <param name="Payload">The bytes, a copy of the listener's.</param>
/// <param name="ReceivedUtcMs">When it came, unix ms.</param>
public sealed record ChargerMessage(string ChargerId, Topic Topic, byte[] Payload, long ReceivedUtcMs)
{
    /// <summary>Longer payloads are refused: the longest session a charger can write has a third of this.</summary>
    public const int PayloadMax = 65536;
}
