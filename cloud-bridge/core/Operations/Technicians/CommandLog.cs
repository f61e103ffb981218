using System.Data.Common;
using CloudBridge.Core.Foundation.Storage;
using Dapper;

namespace CloudBridge.Core.Operations.Technicians;

/// <summary>What people asked chargers to do: who, what, when, and what came of it. Of each charger the last ones are kept.</summary>
public sealed class CommandLog
{
    private const int KeptMax = 200;

    private readonly Database _database;

    /// <summary>Over a database.</summary>
    public CommandLog(Database database)
    {
        _database = database;
    }

    /// <summary>Notes a command before it goes out, so that none is sent without a trace; its number.</summary>
    public long Add(string chargerId, string command, string personName, long atUtcMs)
    {
        return _database.Write(connection =>
        {
            long commandId = connection.ExecuteScalar<long>("SELECT COALESCE(MAX(command_id), 0) + 1 FROM charger_command");
            connection.Execute(
                """
                INSERT INTO charger_command (command_id, charger_id, command, person_name, at_utc_ms, outcome)
                VALUES (@commandId, @chargerId, @command, @personName, @atUtcMs, @outcome)
                """,
                new { commandId, chargerId, command, personName, atUtcMs, outcome = CommandOutcome.Unknown });
            connection.Execute(
                """
                DELETE FROM charger_command WHERE charger_id = @chargerId AND command_id <=
                    (SELECT command_id FROM charger_command WHERE charger_id = @chargerId ORDER BY command_id DESC LIMIT 1 OFFSET @KeptMax)
                """,
                new { chargerId, KeptMax });
            return commandId;
        });
    }

    /// <summary>Notes what came of a command.</summary>
    public void SetOutcome(long commandId, string outcome)
    {
        using DbConnection connection = _database.Open();
        connection.Execute("UPDATE charger_command SET outcome = @outcome WHERE command_id = @commandId", new { commandId, outcome });
    }

    /// <summary>The last commands of a charger, the newest first.</summary>
    public IReadOnlyList<CommandRow> LastOf(string chargerId, int count)
    {
        using DbConnection connection = _database.Open();
        return [.. connection.Query<CommandRow>(
            """
            SELECT command AS Command, person_name AS PersonName, at_utc_ms AS AtUtcMs, outcome AS Outcome
            FROM charger_command WHERE charger_id = @chargerId ORDER BY command_id DESC LIMIT @count
            """,
            new { chargerId, count })];
    }
}

/// <summary>A command that somebody gave.</summary>
public sealed record CommandRow
{
    /// <summary>One of the names in the firmware's CommandMessage.</summary>
    public string Command { get; init; } = "";

    /// <summary>Who.</summary>
    public string PersonName { get; init; } = "";

    /// <summary>When, unix ms.</summary>
    public long AtUtcMs { get; init; }

    /// <summary>One of <see cref="CommandOutcome"/>.</summary>
    public string Outcome { get; init; } = "";
}
