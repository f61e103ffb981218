using System.Data.Common;
using CloudBridge.Core.Operations.Incidents;
using Dapper;

namespace CloudBridge.Tests.Src.Alerts;

/// <summary>What the judge of a stage has told.</summary>
internal static class ToldIncidents
{
    /// <summary>What was told so far, in order: action, kind, subject and cause.</summary>
    public static IReadOnlyList<string> Told(this JudgeStage stage)
    {
        using DbConnection connection = stage.Database.Open();
        return
        [
            .. connection
                .Query<(string Action, string Kind, string Subject, string Cause)>(
                    "SELECT e.action, i.kind, i.subject, i.cause FROM incident_event e JOIN incident i ON i.incident_id = e.incident_id "
                        + "ORDER BY e.event_id")
                .Select(told => $"{told.Action} {told.Kind} {told.Subject} {told.Cause}".TrimEnd()),
        ];
    }

    /// <summary>How often each was told.</summary>
    public static string Summary(this JudgeStage stage)
    {
        return string.Join(
            "; ",
            stage.Told()
                .Select(told => string.Join(' ', told.Split(' ')[..2]))
                .GroupBy(told => told)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => $"{group.Count()} {group.Key}"));
    }

    /// <summary>The only incident of a kind.</summary>
    public static Incident Only(this JudgeStage stage, string kind)
    {
        return stage.Archive.Find(stage.Number("SELECT incident_id FROM incident WHERE kind = @kind", new { kind }))!;
    }
}
