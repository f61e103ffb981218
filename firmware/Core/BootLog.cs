using Firmware.Core.Config;
using Firmware.Core.Journal;
using Firmware.Core.Logging;
using Firmware.Core.Messaging;

namespace Firmware.Core;

/// <summary>The first lines of the log after a start: what the agent has found on flash.</summary>
public static class BootLog
{
    /// <summary>Writes them.</summary>
    public static void Write(ChargeAgent agent, AgentConfig config)
    {
        Outbox outbox = agent.Outbox;
        string firmware = config.ChargerId + " firmware " + config.FirmwareVersion;
        agent.Log.Write(LogLevel.Note, "boot", firmware + ", boot " + outbox.BootCount.ToString() + ", " + agent.BootReason);
        agent.Log.Write(LogLevel.Note, "journal", outbox.WaitingCount.ToString() + " records wait for their receipt");
        if (outbox.IsLaterFormat)
        {
            agent.Log.Write(LogLevel.Error, "journal", "written by a later firmware: nothing of it is changed, and no session is kept");
        }

        JournalDamage damage = outbox.Damage;
        if (damage.MissingCount > 0)
        {
            string range = damage.MissingFirst.ToString() + " to " + damage.MissingLast.ToString();
            agent.Log.Write(LogLevel.Error, "journal", damage.MissingCount.ToString() + " records are gone, from " + range);
        }
        else if (agent.Faults.IsJournalDamaged)
        {
            agent.Log.Write(LogLevel.Error, "journal", "flash has gone bad in places, no record is gone");
        }

        if (agent.Session.IsOpen)
        {
            string id = SessionMessage.IdOf(config.ChargerId, agent.Session.Session.Number);
            agent.Log.Write(LogLevel.Warning, "session", id + " was open when the power went");
        }
    }
}
