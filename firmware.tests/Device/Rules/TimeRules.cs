using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Firmware.Tests.Device.Rules;

/// <summary>Dates, clocks and threads: members the device has, and which mislead a program that trusts them.</summary>
internal sealed class TimeRules(SemanticModel model, bool isCore, ICollection<Defect> defects)
    : RuleWalker(model, isCore, defects)
{
    public override void VisitMemberAccessExpression(MemberAccessExpressionSyntax node)
    {
        if (RuleFor(MemberOf(node), node) is { } rule)
        {
            Report(rule, node);
        }

        base.VisitMemberAccessExpression(node);
    }

    private Rule? RuleFor((string Type, string Name) member, MemberAccessExpressionSyntax node) => member switch
    {
        ("System.DateTime", "Parse" or "TryParse") or ("System.Convert", "ToDateTime") => RuleBook.DateParsing,
        ("System.DateTime", "Today") => RuleBook.WallClock,
        ("System.DateTime", "UtcNow") or ("System.Environment", "TickCount64") when IsCore => RuleBook.WallClock,
        ("System.Threading.Thread", "Abort" or "Suspend" or "Resume") => RuleBook.ThreadControl,
        // The device has no DateTime.Now, so there is no symbol to ask.
        ("", _) when node.ToString() is "DateTime.Now" or "System.DateTime.Now" => RuleBook.WallClock,
        _ => null,
    };
}
