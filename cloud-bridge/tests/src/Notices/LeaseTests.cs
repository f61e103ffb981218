using CloudBridge.Core.Operations.Incidents;
using CloudBridge.Core.Operations.Notices;

namespace CloudBridge.Tests.Src.Notices;

/// <summary>Who sends a message, and what becomes of it when that goes wrong.</summary>
[TestClass]
public class LeaseTests
{
    [TestMethod]
    public void Whoever_comes_back_after_the_lease_is_over_settles_nothing_of_the_next_try()
    {
        using NoticeOffice office = new();
        office.AddSystem();
        office.Raise(IncidentKind.ChargerOffline);
        office.After(0);
        office.After(10);

        Notice first = office.Outbox.Claim("bridge", 45_000, isEmail: false)!;
        office.Clock.Now = office.Clock.Now.AddSeconds(46);
        Notice second = office.Outbox.Claim("bridge", 45_000, isEmail: false)!;
        office.Outbox.Settle(first, "bridge", SendResult.Refused("too late"), null);
        Assert.AreEqual(
            1,
            office.Count("SELECT COUNT(*) FROM notice WHERE state = 'Waiting' AND claimed_by = 'bridge'"),
            "the second try goes on");
        office.Outbox.Settle(second, "bridge", SendResult.Sent, null);
        Assert.AreEqual(1, office.Count("SELECT COUNT(*) FROM notice WHERE state = 'Delivered'"));
    }

    [TestMethod]
    public void A_message_under_way_to_a_contact_that_was_removed_settles_none_that_got_its_number()
    {
        using NoticeOffice office = new();
        Contact wrong = office.AddSystem(address: "https://example.org/wrong");
        Assert.IsNull(office.Contacts.Ask(wrong.ContactId));
        Notice old = office.Outbox.Claim("bridge", 45_000, isEmail: false)!;
        office.Contacts.TryRemove(wrong.ContactId);
        Contact right = office.AddSystem(address: "https://example.org/right");
        Assert.IsNull(office.Contacts.Ask(right.ContactId));
        Assert.IsNotNull(office.Outbox.Claim("bridge", 45_000, isEmail: false));
        office.Outbox.Settle(old, "bridge", SendResult.Sent, null);

        Assert.AreEqual(
            1,
            office.Count("SELECT COUNT(*) FROM notice WHERE state = 'Waiting' AND claimed_by = 'bridge'"),
            "the new one was not sent yet");
    }

    [TestMethod]
    public void An_incident_that_cannot_be_put_into_words_keeps_no_other_from_being_told()
    {
        using NoticeOffice office = new();
        Contact desk = office.AddSystem(NoticeChannel.Email, "desk@example.org");
        office.Raise(
            IncidentKind.PriceStepAhead,
            facts: new IncidentFacts
            {
                PriceMicros = 1,
                NextPriceMicros = 2,
                NextUtcMs = long.MaxValue,
                Currency = "EUR",
            });
        office.Raise(IncidentKind.ChargerOffline, "c2");
        office.After(0);
        office.After(10);
        office.Raise(IncidentKind.ChargerOffline, "c3");
        office.After(0);
        office.After(10);

        CollectionAssert.AreEqual(
            new[] { "Warning: c2 is not heard of", "Warning: c3 is not heard of" },
            office.MessagesTo(desk).Select(message => message.Title).ToArray());
        Assert.AreEqual(0, office.Count("SELECT COUNT(*) FROM notice_gathering"));
    }
}
