using CloudBridge.Core.Contract;
using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Notices;
using CloudBridge.Core.Registry.Access;

namespace CloudBridge.Tests.Src.Notices;

[TestClass]
public class RecipientTests
{
    [TestMethod]
    public void Owners_are_told_of_their_own_account_only_technicians_not_of_money_and_operators_not_of_each_session()
    {
        using NoticeOffice office = new();
        Contact olga = office.AddPerson("olga", Role.Owner, "olga");
        Contact otto = office.AddPerson("otto", Role.Owner, "otto");
        Contact tom = office.AddPerson("tom", Role.Technician);
        Contact oda = office.AddPerson("oda", Role.Operator);
        Contact nobody = office.AddPerson("nobody", Role.Owner);
        office.Raise(IncidentKind.ConnectorFault, "c1", accountId: "olga", cause: "OverVoltage");
        office.Raise(IncidentKind.ChargeComplete, "c1", IncidentSeverity.Notice, accountId: "olga");
        office.Raise(IncidentKind.SessionHeld, "c1", accountId: "olga");
        office.Raise(IncidentKind.PowerOutage, "c9");
        office.After(0);
        office.After(10);

        Assert.AreEqual("Warning: OverVoltage at c1 (and 1 more)", office.MessagesTo(olga).Single().Title);
        StringAssert.Contains(office.MessagesTo(olga).Single().Body, "do not open the charger");
        Assert.IsEmpty(office.MessagesTo(otto));
        Assert.IsEmpty(office.MessagesTo(nobody));
        // Fault, charge complete and outage are all a technician may have; the second is not told unless it is asked for.
        Assert.AreEqual("Warning: OverVoltage at c1 (and 1 more)", office.MessagesTo(tom).Single().Title);
        Assert.AreEqual("Warning: OverVoltage at c1 (and 2 more)", office.MessagesTo(oda).Single().Title);
    }

    [TestMethod]
    public void Severity_below_the_chosen_one_is_not_told_until_it_gets_worse()
    {
        using NoticeOffice office = new();
        Contact contact = office.AddSystem(change: contact => contact with { LeastSeverity = IncidentSeverity.Critical });
        Incident incident = office.Raise(IncidentKind.ConnectorFault, cause: "MainsLost");
        office.After(0);
        office.After(10);
        Assert.IsEmpty(office.MessagesTo(contact));

        office.Database.Write(connection =>
            IncidentLog.Update(
                connection,
                incident,
                IncidentSeverity.Critical,
                office.Clock.Now.ToUnixTimeMilliseconds(),
                new IncidentFacts()));
        office.After(0);
        office.After(2);
        Assert.AreEqual("Critical: MainsLost at c1, more is known", office.MessagesTo(contact).Single().Title);
    }

    [TestMethod]
    public void That_something_is_over_is_told_to_those_only_who_were_told_of_it()
    {
        using NoticeOffice office = new();
        Contact early = office.AddSystem();
        Incident incident = office.Raise(IncidentKind.ChargerOffline);
        office.After(0);
        office.After(10);
        Contact late = office.AddSystem(address: "https://example.org/late");
        office.Clear(incident);
        office.After(0);
        office.After(10);

        Assert.AreEqual("c1 is back", office.MessagesTo(early)[^1].Title);
        Assert.IsEmpty(office.MessagesTo(late));
    }

    [TestMethod]
    public void That_somebody_has_it_in_hand_is_told_to_webhooks_of_others_only()
    {
        using NoticeOffice office = new();
        Contact system = office.AddSystem();
        Contact mail = office.AddSystem(NoticeChannel.Email, "desk@example.org");
        Contact own = office.AddPerson("oda", Role.Operator, change: contact =>
            contact with
            {
                Channel = NoticeChannel.Webhook,
                Address = "https://example.org/oda",
            });
        Incident incident = office.Raise(IncidentKind.ChargerOffline);
        office.After(0);
        office.After(10);
        office.Database.Write(connection =>
            IncidentLog.TryAcknowledge(connection, incident.IncidentId, "oda", "on my way", office.Clock.Now.ToUnixTimeMilliseconds()));
        office.After(0);
        office.After(10);

        Assert.AreEqual("oda has it in hand: Warning: c1 is not heard of", office.MessagesTo(system)[^1].Title);
        Assert.HasCount(2, office.MessagesTo(system));
        Assert.HasCount(1, office.MessagesTo(mail));
        Assert.HasCount(1, office.MessagesTo(own));
    }

    [TestMethod]
    public void A_contact_that_is_paused_or_not_confirmed_is_told_nothing()
    {
        using NoticeOffice office = new();
        Contact paused = office.AddSystem();
        Contact later = office.AddSystem(address: "https://example.org/later");
        (Contact? asked, _) = office.Contacts.Add(
            new Contact { Address = "stranger@example.org", Kinds = ContactKinds.All },
            isConfirmed: false);
        office.Contacts.TryPause(paused.ContactId);
        office.Raise(IncidentKind.ChargerOffline);
        office.After(0);
        office.Contacts.TryPause(later.ContactId);
        office.After(10);

        Assert.IsEmpty(office.MessagesTo(paused));
        Assert.IsEmpty(office.MessagesTo(later), "it was paused while it was gathered");
        Assert.AreEqual(NoticePurpose.Confirm, office.MessagesTo(asked!).Single().Purpose);
    }
}
