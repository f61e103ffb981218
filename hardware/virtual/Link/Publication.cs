using Firmware.Core.Ports;

namespace Hardware.Virtual.Link;

/// <summary>One message on its way out, with a payload of its own.</summary>
internal sealed record Publication(int Id, Topic Topic, byte[] Payload);
