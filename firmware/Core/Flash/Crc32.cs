namespace Firmware.Core.Flash;

/// <summary>
/// CRC-32 of IEEE 802.3 (check value of "123456789": CBF43926), four bits at a time: a table of 16 words instead of 256 suits the heap.
/// Written out because nanoFramework.System.IO.Hashing is not among the packages of this firmware.
/// </summary>
public static class Crc32
{
    private static readonly uint[] Table =
    {
        0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
        0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
    };

    /// <summary>The checksum of a part of a buffer.</summary>
    public static uint Of(byte[] buffer, int offset, int count)
    {
        uint crc = 0xFFFFFFFF;
        for (int i = offset; i < offset + count; i++)
        {
            crc ^= buffer[i];
            crc = (crc >> 4) ^ Table[(int)(crc & 15)];
            crc = (crc >> 4) ^ Table[(int)(crc & 15)];
        }

        return crc ^ 0xFFFFFFFF;
    }
}
