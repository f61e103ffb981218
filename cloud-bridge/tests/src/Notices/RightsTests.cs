using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Registry.Access;
using CloudBridge.Core.Registry.Accounts;

namespace CloudBridge.Tests.Src.Notices;

/// <summary>Nobody is told what is not theirs, whatever changes between an event and its message.</summary>
[TestClass]
public class RightsTests
{
    private static readonly IncidentFacts Money = new()
    {
        SessionId = "c1-7",
        EnergyMilliwattHours = 3_000_000,
        CostInclMicros = 1_230_000,
        Currency = "EUR",
    };

    [TestMethod]
    public void A_technician_is_told_no_money_in_words_or_in_figures()
    {
        using NoticeOffice office = new();
        Contact technician = office.AddPerson("tom", Role.Technician, change: contact =>
            contact with
            {
                Channel = NoticeChannel.Webhook,
                Address = "https://example.org/tom",
                Kinds = ContactKinds.All,
            });
        Contact desk = office.AddSystem();
        office.Raise(IncidentKind.SessionInterrupted, facts: Money);
        office.Raise(
            IncidentKind.PriceStepAhead,
            "c2",
            facts: new IncidentFacts
            {
                PriceMicros = 310_000,
                NextPriceMicros = 540_000,
                Currency = "EUR",
            });
        office.After(0);
        office.After(10);

        string told = office.Texts($"SELECT title || body || payload FROM notice WHERE contact_id = {technician.ContactId}").Single();
        StringAssert.Contains(told, "3.000");
        Assert.DoesNotContain("EUR", told);
        Assert.DoesNotContain("1230000", told);
        Assert.DoesNotContain("540000", told);
        StringAssert.Contains(
            office.Texts($"SELECT payload FROM notice WHERE contact_id = {desk.ContactId}").Single(),
            "\"costInclMicros\":1230000");
    }

    [TestMethod]
    public void Who_moves_to_another_account_overnight_is_not_told_in_the_morning_what_happened_to_the_old_one()
    {
        using NoticeOffice office = new();
        // It is 12:00 UTC, 14:00 in Berlin.
        Contact olga = office.AddPerson("olga", Role.Owner, "old", contact =>
            contact with
            {
                QuietFromMinutes = 12 * 60,
                QuietUntilMinutes = 13 * 60,
            });
        new AccountRegistry(office.Database, office.Clock).TryAdd(
            new Account
            {
                AccountId = "new",
                Name = "new",
                TimeZone = "Europe/Berlin",
            });
        office.Raise(IncidentKind.ChargerOffline, accountId: "old");
        office.After(0);
        Assert.IsTrue(PersonMove.TryMove(office.Database, "olga", "new"));
        office.After(3600);

        Assert.IsEmpty(office.MessagesTo(olga));
        Assert.AreEqual(0, office.Count("SELECT COUNT(*) FROM notice_gathering"));
    }

    [TestMethod]
    public void What_waits_for_another_try_is_withdrawn_when_its_reader_moves_to_another_account()
    {
        using NoticeOffice office = new();
        office.AddPerson("olga", Role.Owner, "old");
        office.AddPerson("otto", Role.Owner, "old");
        new AccountRegistry(office.Database, office.Clock).TryAdd(
            new Account
            {
                AccountId = "new",
                Name = "new",
                TimeZone = "Europe/Berlin",
            });
        office.Raise(IncidentKind.ChargerOffline, accountId: "old");
        office.After(0);
        Assert.AreEqual(2, office.After(10));
        Assert.IsTrue(PersonMove.TryMove(office.Database, "olga", "new"));

        Assert.AreEqual(
            "olga",
            office
                .Texts("SELECT c.person_name FROM notice n JOIN contact c ON c.contact_id = n.contact_id WHERE n.state = 'Withdrawn'")
                .Single());
        Assert.AreEqual(
            "otto",
            office
                .Texts("SELECT c.person_name FROM notice n JOIN contact c ON c.contact_id = n.contact_id WHERE n.state = 'Waiting'")
                .Single());
    }
}
