using System.CommandLine;
using CloudBridge.Releases;

namespace CloudBridge.Commands;

/// <summary>The flags of a release: who and why, and the settings by which bills are issued.</summary>
internal static class ReleaseFlags
{
    /// <summary>Who.</summary>
    public static Option<string> By { get; } = new("--by") { Description = "who releases it [default: the user of this machine]", HelpName = "NAME" };

    /// <summary>Why.</summary>
    public static Option<string> Reason { get; } = new("--reason") { Description = "why, for those who look at it later", HelpName = "TEXT", Required = true };

    /// <summary>The settings by which bills are issued.</summary>
    public static IReadOnlyList<string> Settings { get; } =
    [
        nameof(BridgeSettings.Database), nameof(BridgeSettings.TimeZone), nameof(BridgeSettings.IssuerName), nameof(BridgeSettings.IssuerAddress),
        nameof(BridgeSettings.IssuerVatNumber), nameof(BridgeSettings.BillNumberPrefix), nameof(BridgeSettings.Currency),
    ];

    /// <summary>Adds all flags to a command.</summary>
    public static void AddTo(Command command)
    {
        command.Add(By);
        command.Add(Reason);
        foreach (string setting in Settings)
        {
            command.Add(CommandLine.FlagOf(setting));
        }
    }

    /// <summary>The order that was given.</summary>
    /// <exception cref="BridgeStartException">It says too little.</exception>
    public static ReleaseOrder OrderOf(ParseResult result)
    {
        ReleaseOrder order = new((result.GetValue(By) ?? Environment.UserName).Trim(), result.GetValue(Reason)!.Trim());
        string? defect = order.FindDefect();
        return defect == null ? order : throw new BridgeStartException("Nothing was released: " + defect);
    }

    /// <summary>Says what happened.</summary>
    public static int Tell(ReleaseResult released, TextWriter output)
    {
        output.WriteLine(released.Sentence);
        return released.Release == null ? ExitCode.NotWell : ExitCode.Well;
    }
}
