using nanoFramework.M2Mqtt.Messages;

namespace Firmware.Board;

/// <summary>What the broker answers to CONNECT (MQTT 3.1.1, table 3.1), in words that help.</summary>
public static class BrokerAnswer
{
    /// <summary>Why the broker refuses, or null when it does not.</summary>
    public static string? FailureOf(MqttReasonCode answer)
    {
        switch (answer)
        {
            case MqttReasonCode.Success:
                return null;
            case MqttReasonCode.ConnectionRefusedBadUserNameOrPassword:
            case MqttReasonCode.ConnectionRefusedNotAuthorized:
                return "the broker refuses the charger: see broker.user, broker.password and agent.chargerId";
            default:
                return "the broker refuses the charger, code " + ((int)answer).ToString();
        }
    }
}
