using System.Security.Claims;
using CloudBridge.Core.Billing.Bills;
using Microsoft.AspNetCore.Authorization;

namespace CloudBridge.Web.Access;

/// <summary>The one place that decides which bill somebody who is signed in may read, as page and as PDF.</summary>
public sealed class BillDoor
{
    private readonly BillArchive _bills;
    private readonly IAuthorizationService _authorization;

    /// <summary>Over these bills.</summary>
    public BillDoor(BillArchive bills, IAuthorizationService authorization)
    {
        _bills = bills;
        _authorization = authorization;
    }

    /// <summary>A bill that is the person's to see; null when it is not there or not theirs.</summary>
    public async Task<Bill?> FindOwnAsync(ClaimsPrincipal person, string number)
    {
        Bill? bill = _bills.Find(number);
        return bill != null && (await _authorization.AuthorizeAsync(person, bill.Recipient?.AccountId ?? "", Policy.OwnAccount)).Succeeded
            ? bill
            : null;
    }
}
