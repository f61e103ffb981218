using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Tests.Stage.Notices;

namespace CloudBridge.Tests.Src.Notices;

[TestClass]
public class PlannerTests
{
    private readonly List<IDisposable> _open = [];

    [TestCleanup]
    public void Close()
    {
        _open.ForEach(office => office.Dispose());
    }

    [TestMethod]
    public void What_happens_within_ten_seconds_is_one_message_and_what_comes_later_is_another()
    {
        NoticeOffice office = Open();
        Contact contact = office.AddSystem();
        office.Raise(IncidentKind.ChargerOffline);
        office.After(0);
        office.Clock.Now = office.Clock.Now.AddSeconds(4);
        office.Raise(IncidentKind.ChargerOffline, "c2");

        Assert.AreEqual(0, office.After(5), "9 seconds after the first");
        Assert.AreEqual(1, office.After(1), "10 seconds after the first");
        office.Raise(IncidentKind.ChargerOffline, "c3");
        office.After(0);
        Assert.AreEqual(1, office.After(10));

        CollectionAssert.AreEqual(
            new[] { "Warning: c1 is not heard of (and 1 more)", "Warning: c3 is not heard of" },
            office.MessagesTo(contact).Select(message => message.Title).ToArray());
    }

    [TestMethod]
    public void What_is_critical_is_told_after_two_seconds_and_takes_along_what_waits()
    {
        NoticeOffice office = Open();
        Contact contact = office.AddSystem();
        office.Raise(IncidentKind.ChargerOffline, "c2");
        office.After(0);
        office.Clock.Now = office.Clock.Now.AddSeconds(3);
        office.Raise(
            IncidentKind.ConnectorFault,
            severity: IncidentSeverity.Critical,
            facts: new IncidentFacts { VendorCode = "GroundFailure" });

        Assert.AreEqual(0, office.After(0));
        Assert.AreEqual(0, office.After(1));
        Assert.AreEqual(1, office.After(1));
        (string title, string body, _) = office.MessagesTo(contact).Single();
        Assert.AreEqual("Critical: GroundFailure at c1 (and 1 more)", title);
        StringAssert.Contains(body, "First remedy: Unplug the vehicle.");
        StringAssert.Contains(body, "Warning: c2 is not heard of");
    }

    [TestMethod]
    public void What_came_and_went_within_ten_seconds_is_not_told_and_what_lasted_longer_is_told_once()
    {
        NoticeOffice office = Open();
        Contact contact = office.AddSystem();
        Incident brief = office.Raise(IncidentKind.ChargerOffline);
        office.After(0);
        office.Clock.Now = office.Clock.Now.AddSeconds(8);
        office.Clear(brief);
        Assert.AreEqual(0, office.After(2));
        Assert.IsEmpty(office.MessagesTo(contact));

        // At night it waits, so that it is over before it is told.
        Contact night = office.AddPerson("nora", Role.Operator, change: contact =>
            contact with
            {
                QuietFromMinutes = 12 * 60,
                QuietUntilMinutes = 13 * 60,
            });
        Incident longer = office.Raise(IncidentKind.ChargerOffline, "c2");
        office.After(300);
        office.Clear(longer);
        office.After(0);
        office.After(3600);

        (string title, _, string purpose) = office.MessagesTo(night).Single();
        Assert.AreEqual("Summary: c2 was not heard of for 5\u00a0min\u00a000\u00a0s", title);
        Assert.AreEqual(NoticePurpose.Digest, purpose);
    }

    [TestMethod]
    public void A_moment_is_told_although_it_is_over_at_once()
    {
        NoticeOffice office = Open();
        Contact olga = office.AddPerson("olga", Role.Owner, "olga");
        office.Database.Write<object?>(connection =>
        {
            IncidentLog.Note(
                connection,
                new IncidentKey(IncidentKind.ChargeComplete, IncidentSubject.Session("c1-1")),
                IncidentSeverity.Notice,
                new IncidentParty("c1", null, "olga"),
                office.Clock.Now.ToUnixTimeMilliseconds(),
                new IncidentFacts
                {
                    EnergyMilliwattHours = 7360000,
                    CostInclMicros = 2649600,
                    Currency = "EUR",
                });
            return null;
        });
        office.After(0);
        office.After(10);

        (string title, string body, _) = office.MessagesTo(olga).Single();
        Assert.AreEqual("Charging is complete at c1", title);
        StringAssert.Contains(body, "Energy: 7.360\u00a0kWh");
        // 2.6496 is 2.65.
        StringAssert.Contains(body, "Cost so far: 2.65\u00a0EUR including VAT");
    }

    [TestMethod]
    public void In_quiet_hours_only_what_is_critical_is_told_and_the_rest_is_one_summary_when_they_end()
    {
        NoticeOffice office = Open();
        office.Clock.Now = new DateTimeOffset(2026, 6, 1, 21, 0, 0, TimeSpan.Zero);
        // 23:00 in Berlin, which is two hours ahead in June. Quiet until 06:00 there is 04:00 UTC.
        Contact contact = office.AddPerson("nora", Role.Operator, change: contact =>
            contact with
            {
                QuietFromMinutes = 22 * 60,
                QuietUntilMinutes = 6 * 60,
                TimeZone = "Europe/Berlin",
            });
        office.Raise(IncidentKind.ChargerOffline, "c2");
        office.Raise(IncidentKind.ChargerOffline, "c3");
        office.Raise(IncidentKind.MaintenanceDue, "c3", IncidentSeverity.Notice, cause: "ContactorCycles");
        office.Raise(IncidentKind.ConnectorFault, "c1", IncidentSeverity.Critical, cause: "HighTemperature");
        office.After(0);
        Assert.AreEqual(1, office.After(2));
        Assert.AreEqual(0, office.After((7 * 3600) - 3), "one second before 06:00");
        Assert.AreEqual(1, office.After(1));

        IReadOnlyList<(string Title, string Body, string Purpose)> told = office.MessagesTo(contact);
        Assert.AreEqual("Critical: HighTemperature at c1", told[0].Title);
        Assert.AreEqual("Summary: 3 alerts", told[1].Title);
        StringAssert.Contains(told[1].Body, "2 × Charger offline\n1 × Maintenance due");
        Assert.HasCount(2, told);
    }

    [TestMethod]
    public void After_twenty_messages_in_an_hour_the_rest_is_told_together_each_quarter_of_an_hour()
    {
        NoticeOffice office = Open();
        Contact contact = office.AddSystem(NoticeChannel.Push, "https://ntfy.sh/topic");
        // From 12:00:00 on one incident every 20 seconds: the 20th message is made at 12:06:30, and the rest waits for 12:15 and 12:30.
        for (int i = 1; i <= 80; i++)
        {
            office.Raise(IncidentKind.ChargerOffline, $"c{i}");
            office.After(0);
            office.After(10);
            office.After(10);
        }

        IReadOnlyList<(string Title, string Body, string Purpose)> told = office.MessagesTo(contact);
        Assert.AreEqual(20, told.Count(message => message.Purpose == NoticePurpose.Alerts));
        // 12:06:40 to 12:14:40 are 25 incidents. That of 12:15:00 comes after the digest is made: 35 are left for the next.
        string[] digests = [.. told.Where(message => message.Purpose == NoticePurpose.Digest).Select(message => message.Title)];
        office.After(900);
        string[] last =
        [
            .. office.MessagesTo(contact).Where(message => message.Purpose == NoticePurpose.Digest).Select(message => message.Title),
        ];
        Assert.HasCount(1, digests);
        Assert.HasCount(2, last);
        Assert.AreEqual(
            60,
            last.Sum(title => int.Parse(title.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)),
            string.Join("; ", last));
        StringAssert.Contains(office.MessagesTo(contact)[^1].Body, "and ");
    }

    [TestMethod]
    public void What_is_older_than_a_day_when_the_bridge_comes_back_is_not_told()
    {
        NoticeOffice office = Open();
        Contact contact = office.AddSystem();
        office.Raise(IncidentKind.ChargerOffline, "old");
        office.Clock.Now = office.Clock.Now.AddHours(24).AddSeconds(1);
        office.Raise(IncidentKind.ChargerOffline, "new");
        office.After(0);
        office.After(10);

        Assert.AreEqual("Warning: new is not heard of", office.MessagesTo(contact).Single().Title);
    }

    [TestMethod]
    public async Task Two_planners_on_one_database_tell_every_event_once()
    {
        NoticeOffice office = Open();
        Contact contact = office.AddSystem(NoticeChannel.Email, "desk@example.org");
        NoticePlanner[] planners = [office.Planner, office.PlannerOf()];
        for (int round = 0; round < 10; round++)
        {
            for (int i = 0; i < 10; i++)
            {
                office.Raise(IncidentKind.ChargerOffline, $"c{round}-{i}");
            }

            await Task.WhenAll(planners.Select(planner => Task.Run(planner.Pass)));
            office.Clock.Now = office.Clock.Now.AddSeconds(10);
            await Task.WhenAll(planners.Select(planner => Task.Run(planner.Pass)));
        }

        Assert.HasCount(10, office.MessagesTo(contact));
        Assert.AreEqual(100, office.Count("SELECT COUNT(*) FROM notice_item WHERE notice_id IS NOT NULL AND hold IS NULL"));
    }

    private NoticeOffice Open()
    {
        NoticeOffice office = new();
        _open.Add(office);
        return office;
    }
}
