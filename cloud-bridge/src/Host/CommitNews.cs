using CloudBridge.Core.Billing.Ingest;
using CloudBridge.Core.Operations.Incidents.Judging;
using CloudBridge.Mqtt;

namespace CloudBridge.Host;

/// <summary>Tells what was committed to whoever waits for it: the charger, what follows bills, and the judge of incidents.</summary>
internal sealed class CommitNews(ReceiptSender receipts, BillFeed feed, IncidentJudge judge)
{
    /// <summary>Tells of one message; never waits.</summary>
    public void Tell(IngestOutcome outcome)
    {
        if (outcome.Receipt != null)
        {
            receipts.Send(outcome.Receipt);
        }

        if (outcome.Kept != null)
        {
            receipts.SendKept(outcome.Kept);
        }

        feed.Publish(outcome);
        judge.Wake();
    }
}
