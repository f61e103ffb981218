using System;
using System.IO;

namespace Firmware.Board;

/// <summary>
/// Why the board was started again, carried over in a file of its own: whoever restarts cannot wait for the store, which may be what hangs.
/// </summary>
public static class BootCause
{
    /// <summary>What a boot is called that nobody announced.</summary>
    public const string PowerUp = "power-up or reset";

    private const string Path = "I:\\boot.txt";

    /// <summary>Keeps a cause for the next boot; false when it could not.</summary>
    public static bool Keep(string cause)
    {
        try
        {
            File.WriteAllText(Path, cause);
            return true;
        }
        catch (Exception)
        {
            // The restart matters more than its name: the next boot then says "power-up or reset".
            return false;
        }
    }

    /// <summary>The cause of this boot, which is then forgotten.</summary>
    public static string Take()
    {
        try
        {
            if (!File.Exists(Path))
            {
                return PowerUp;
            }

            string cause = File.ReadAllText(Path);
            File.Delete(Path);
            return cause;
        }
        catch (Exception exception)
        {
            return PowerUp + ", " + exception.Message;
        }
    }
}
