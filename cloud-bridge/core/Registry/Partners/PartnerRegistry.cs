using System.Data.Common;
using System.Text.Json;
using CloudBridge.Core.Foundation.Storage;
using CloudBridge.Core.Registry.Access;
using Dapper;

namespace CloudBridge.Core.Registry.Partners;

/// <summary>
/// OCPI parties and the tokens between them and this bridge. Of tokens that they show only the hash is kept. A token that is replaced or
/// revoked opens nothing from the next request on.
/// </summary>
public sealed class PartnerRegistry
{
    private const int TokenLengthMax = 100;

    private const string Select = """
        SELECT p.partner_name AS Name, p.state AS State, p.their_token AS TheirToken, p.their_url AS TheirUrl, p.roles AS Roles,
               p.endpoints AS Endpoints, p.modules AS Modules, p.added_utc_ms AS AddedUtcMs, p.registered_utc_ms AS RegisteredUtcMs,
               p.ended_utc_ms AS EndedUtcMs, p.refused AS Refused, p.refused_utc_ms AS RefusedUtcMs, p.refused_text AS RefusedText,
               p.missed AS Missed, p.failing_since_utc_ms AS FailingSinceUtcMs, p.failing_text AS FailingText,
               (SELECT COUNT(*) FROM ocpi_push w WHERE w.partner_name = p.partner_name) AS Waiting
        FROM ocpi_partner p
        """;

    private readonly Database _database;
    private readonly TimeProvider _clock;

    /// <summary>The partners in a database.</summary>
    public PartnerRegistry(Database database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
    }

    /// <summary>Invites a party, also one whose registration has ended: makes the token with which it registers here, which cannot be shown
    /// again. Null when the name is taken.</summary>
    public string? Invite(string name, IReadOnlyList<string> modules)
    {
        string token = PartnerToken.New();
        return TryPut(name, PartnerState.Invited, modules, "token_hash", token) ? token : null;
    }

    /// <summary>Begins to register with a party: makes the token that it shall show, which opens versions and credentials meanwhile. Null
    /// when the name is taken.</summary>
    public string? Begin(string name, IReadOnlyList<string> modules)
    {
        string token = PartnerToken.New();
        return TryPut(name, PartnerState.Registering, modules, "next_token_hash", token) ? token : null;
    }

    /// <summary>Begins to renew the registration with a party; its old token holds until it is done. Null when it is not
    /// registered.</summary>
    public string? BeginAgain(string name)
    {
        string token = PartnerToken.New();
        using DbConnection connection = _database.Open();
        return connection.Execute(
            "UPDATE ocpi_partner SET next_token_hash = @hash WHERE partner_name = @name AND state = 'registered'",
            new { name, hash = Secret.HashOf(token) }) == 1 ? token : null;
    }

    /// <summary>Ends a handshake that this bridge began: the token it made holds from now on, and the one it was given is shown.</summary>
    public void Finish(string name, PartnerTerms terms)
    {
        Register(name, terms, "next_token_hash IS NOT NULL", "token_hash = next_token_hash, next_token_hash = NULL", null);
    }

    /// <summary>Gives up a handshake that this bridge began.</summary>
    public void GiveUp(string name)
    {
        using DbConnection connection = _database.Open();
        connection.Execute(
            """
            UPDATE ocpi_partner SET next_token_hash = NULL, state = CASE WHEN state = 'registering' THEN 'ended' ELSE state END,
                ended_utc_ms = CASE WHEN state = 'registering' THEN @nowMs ELSE ended_utc_ms END
            WHERE partner_name = @name
            """,
            new { name, nowMs = NowUtcMs });
    }

    /// <summary>Registers a party that has shown a token: makes the next one, which takes its place. Null when another request was
    /// faster.</summary>
    public string? Register(string name, string shownToken, PartnerTerms terms)
    {
        string token = PartnerToken.New();
        bool isDone = Register(
            name,
            terms,
            "(token_hash = @shown OR next_token_hash = @shown)",
            "token_hash = @hash, next_token_hash = NULL",
            new { shown = Secret.HashOf(shownToken), hash = Secret.HashOf(token) });
        return isDone ? token : null;
    }

    /// <summary>Ends the connection with a party: its tokens open nothing, ours is forgotten, nothing waits for it. False when there is no
    /// such party.</summary>
    public bool TryEnd(string name)
    {
        return _database.Write(connection =>
        {
            connection.Execute("DELETE FROM ocpi_push WHERE partner_name = @name", new { name });
            return connection.Execute(
                """
                UPDATE ocpi_partner SET state = 'ended', token_hash = NULL, next_token_hash = NULL, their_token = '', endpoints = '[]',
                    registered_utc_ms = NULL, ended_utc_ms = CASE WHEN state = 'ended' THEN ended_utc_ms ELSE @nowMs END,
                    failing_since_utc_ms = NULL, failing_text = '' WHERE partner_name = @name
                """,
                new { name, nowMs = NowUtcMs }) == 1;
        });
    }

    /// <summary>Whose token it is; null when it is nobody's, or was revoked.</summary>
    public Partner? FindByToken(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length > TokenLengthMax || !token.StartsWith(PartnerToken.Start, StringComparison.Ordinal))
        {
            return null;
        }

        return Read("WHERE p.token_hash = @hash OR p.next_token_hash = @hash", new { hash = Secret.HashOf(token) }).FirstOrDefault();
    }

    /// <summary>A party by its name; null when there is none.</summary>
    public Partner? Find(string name)
    {
        return Read("WHERE p.partner_name = @name", new { name }).FirstOrDefault();
    }

    /// <summary>All parties, by name.</summary>
    public IReadOnlyList<Partner> All()
    {
        return Read("ORDER BY p.partner_name", null);
    }

    private long NowUtcMs => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    private bool TryPut(string name, string state, IReadOnlyList<string> modules, string column, string token)
    {
        using DbConnection connection = _database.Open();
        return connection.Execute(
            $"""
            INSERT INTO ocpi_partner (partner_name, state, {column}, their_token, their_url, roles, endpoints, modules, added_utc_ms,
                refused, refused_text, missed, failing_text, sender, sender_until_utc_ms)
            VALUES (@name, @state, @hash, '', '', '[]', '[]', @modules, @nowMs, 0, '', 0, '', '', 0)
            ON CONFLICT (partner_name) DO UPDATE SET state = excluded.state, {column} = excluded.{column}, modules = excluded.modules,
                added_utc_ms = excluded.added_utc_ms, ended_utc_ms = NULL, refused = 0, refused_utc_ms = NULL, refused_text = '', missed = 0
            WHERE ocpi_partner.state = 'ended'
            """,
            new
            {
                name,
                state,
                hash = Secret.HashOf(token),
                modules = string.Join(',', modules),
                nowMs = NowUtcMs,
            }) == 1;
    }

    private bool Register(string name, PartnerTerms terms, string condition, string tokens, object? hashes)
    {
        DynamicParameters parameters = new(hashes);
        parameters.AddDynamicParams(new
        {
            name,
            terms.Token,
            terms.Url,
            roles = JsonSerializer.Serialize(terms.Roles),
            endpoints = JsonSerializer.Serialize(terms.Endpoints),
            nowMs = NowUtcMs,
        });
        return _database.Write(connection =>
        {
            string? newModules = connection.QueryFirstOrDefault<string>(
                "SELECT modules FROM ocpi_partner WHERE partner_name = @name AND state <> 'registered'",
                new { name });
            bool isDone = connection.Execute(
                $"""
                UPDATE ocpi_partner SET {tokens}, state = 'registered', their_token = @Token, their_url = @Url, roles = @roles,
                    endpoints = @endpoints, registered_utc_ms = COALESCE(registered_utc_ms, @nowMs), failing_since_utc_ms = NULL,
                    failing_text = ''
                WHERE partner_name = @name AND {condition}
                """,
                parameters) == 1;
            if (isDone && newModules != null)
            {
                OwedPushes.AddAllFor(connection, name, newModules.Split(','));
            }

            return isDone;
        });
    }

    private List<Partner> Read(string where, object? parameters)
    {
        using DbConnection connection = _database.Open();
        return connection.ReadRows<Row, Partner>("ocpi_partner", "Name", $"{Select} {where}", parameters, row => row.ToPartner());
    }

    private sealed record Row
    {
        public string Name { get; init; } = "";

        public string State { get; init; } = "";

        public string TheirToken { get; init; } = "";

        public string TheirUrl { get; init; } = "";

        public string Roles { get; init; } = "";

        public string Endpoints { get; init; } = "";

        public string Modules { get; init; } = "";

        public long AddedUtcMs { get; init; }

        public long? RegisteredUtcMs { get; init; }

        public long? EndedUtcMs { get; init; }

        public long Refused { get; init; }

        public long? RefusedUtcMs { get; init; }

        public string RefusedText { get; init; } = "";

        public long Missed { get; init; }

        public long? FailingSinceUtcMs { get; init; }

        public string FailingText { get; init; } = "";

        public long Waiting { get; init; }

        public Partner ToPartner()
        {
            return new Partner
            {
                Name = Name,
                State = State,
                TheirToken = TheirToken,
                TheirUrl = TheirUrl,
                Roles = JsonSerializer.Deserialize<PartnerRole[]>(Roles)!,
                Endpoints = JsonSerializer.Deserialize<PartnerEndpoint[]>(Endpoints)!,
                Modules = Modules.Split(',', StringSplitOptions.RemoveEmptyEntries),
                AddedUtcMs = AddedUtcMs,
                RegisteredUtcMs = RegisteredUtcMs,
                EndedUtcMs = EndedUtcMs,
                Refused = Refused,
                RefusedUtcMs = RefusedUtcMs,
                RefusedText = RefusedText,
                Missed = Missed,
                FailingSinceUtcMs = FailingSinceUtcMs,
                FailingText = FailingText,
                Waiting = Waiting,
            };
        }
    }
}

/// <summary>What a party has said in a handshake.</summary>
/// <param name="Token">The token to show it.</param>
/// <param name="Url">Its versions endpoint.</param>
/// <param name="Roles">Who it is.</param>
/// <param name="Endpoints">Where its modules are.</param>
public sealed record PartnerTerms(
    string Token,
    string Url,
    IReadOnlyList<PartnerRole> Roles,
    IReadOnlyList<PartnerEndpoint> Endpoints);
