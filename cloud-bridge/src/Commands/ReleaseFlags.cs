using System.CommandLine;
using CloudBridge.Core.Billing.Releases;
using CloudBridge.Core.Foundation.Settings;
using CloudBridge.Settings;

namespace CloudBridge.Commands;

/// <summary>The flags of a release: who and why, and the settings by which bills are issued.</summary>
internal static class ReleaseFlags
{
    /// <summary>Who.</summary>
    public static Option<string> By { get; } =
        new("--by") { Description = "who releases it [default: the user of this machine]", HelpName = "NAME" };

    /// <summary>Why.</summary>
    public static Option<string> Reason { get; } =
        new("--reason")
        {
            Description = "why, for those who look at it later",
            HelpName = "TEXT",
            Required = true,
        };

    /// <summary>The settings by which bills are issued.</summary>
    public static IReadOnlyList<string> Settings { get; } =
    [
        nameof(BridgeSettings.Database),
        nameof(OperatorSettings.TimeZone),
        nameof(OperatorSettings.IssuerName),
        nameof(OperatorSettings.IssuerAddress),
        nameof(OperatorSettings.IssuerVatNumber),
        nameof(OperatorSettings.BillNumberPrefix),
        nameof(OperatorSettings.Currency),
        nameof(OperatorSettings.ZeroBills),
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
    /// <exception cref="RefusedException">It says too little.</exception>
    public static ReleaseOrder OrderOf(ParseResult result)
    {
        ReleaseOrder order = new((result.GetValue(By) ?? Environment.UserName).Trim(), result.GetValue(Reason)!.Trim());
        string? defect = order.FindDefect();
        return defect == null ? order : throw new RefusedException("Nothing was released: " + defect);
    }

    /// <summary>Says what happened.</summary>
    public static int Tell(ReleaseResult released, TextWriter output)
    {
        output.WriteLine(released.Sentence);
        return released.Release == null ? ExitCode.NotWell : ExitCode.Well;
    }
}
