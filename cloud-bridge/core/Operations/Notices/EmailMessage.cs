using System.Net;
using System.Text;
using MimeKit;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>A message as an e-mail: plain text and simple HTML, with what tells programs that no person wrote it and how to stop
/// it.</summary>
internal static class EmailMessage
{
    /// <summary>Header with the id of the message, for whoever looks for repeats.</summary>
    public const string IdHeader = "X-ChargeAgent-Notice";

    /// <summary>Puts it together.</summary>
    /// <param name="notice">The message.</param>
    /// <param name="contact">Whom it goes to.</param>
    /// <param name="from">The bridge's address.</param>
    /// <param name="issuer">The bridge's name.</param>
    /// <param name="stop">The page that stops messages; null where there is nothing to stop yet.</param>
    /// <param name="attachments">Files that go with it.</param>
    public static MimeMessage Of(
        Notice notice,
        Contact contact,
        string from,
        string issuer,
        Uri? stop,
        IReadOnlyList<Attachment> attachments)
    {
        MimeMessage message = new()
        {
            Subject = notice.Title,
            MessageId = $"{notice.PublicId}@{from[(from.LastIndexOf('@') + 1)..]}",
            Date = DateTimeOffset.FromUnixTimeMilliseconds(notice.MadeUtcMs),
        };
        message.From.Add(new MailboxAddress(issuer, from));
        message.To.Add(new MailboxAddress("", contact.Address));
        message.Headers.Add(IdHeader, notice.PublicId);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        if (stop != null)
        {
            message.Headers.Add("List-Unsubscribe", $"<{stop}{StopLinks.OneClick}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        string[] foot = FootOf(notice, contact, stop);
        BodyBuilder body = new()
        {
            TextBody = TextOf(notice, contact, foot),
            HtmlBody = HtmlOf(notice, contact.Language, stop, foot),
        };
        foreach (Attachment attachment in attachments)
        {
            body.Attachments.Add(attachment.FileName, attachment.Content, ContentType.Parse(attachment.MediaType));
        }

        message.Body = body.ToMessageBody();
        return message;
    }

    private static string TextOf(Notice notice, Contact contact, string[] foot)
    {
        string link =
            notice.Link.Length == 0
                ? ""
                : "\n\n"
                    + NoticeTexts.Fill(
                        contact.Language,
                        notice.Purpose == NoticePurpose.Confirm ? "Mail.Confirm" : "Mail.Link",
                        new Dictionary<string, string?> { ["link"] = notice.Link });
        // "-- " begins what mail programs fold away.
        return $"{notice.Body}{link}\n\n-- \n{string.Join('\n', foot)}\n";
    }

    private static string HtmlOf(Notice notice, string language, Uri? stop, string[] foot)
    {
        StringBuilder html = new($"<!doctype html><html lang=\"{language}\"><body style=\"font:16px/1.5 sans-serif;max-width:40em\">");
        html.Append("<h1 style=\"font-size:1.2em\">").Append(WebUtility.HtmlEncode(notice.Title)).Append("</h1><p>")
            .Append(WebUtility.HtmlEncode(notice.Body).Replace("\n", "<br>\n", StringComparison.Ordinal)).Append("</p>");
        if (notice.Link.Length > 0)
        {
            html.Append("<p><a href=\"")
                .Append(WebUtility.HtmlEncode(notice.Link))
                .Append("\">")
                .Append(WebUtility.HtmlEncode(notice.Link))
                .Append("</a></p>");
        }

        html.Append("<hr><p style=\"font-size:.85em\">").Append(WebUtility.HtmlEncode(foot[0]));
        if (stop != null)
        {
            html.Append("<br><a href=\"")
                .Append(WebUtility.HtmlEncode(stop.ToString()))
                .Append("\">")
                .Append(WebUtility.HtmlEncode(foot[1]))
                .Append("</a>");
        }

        return html.Append("</p></body></html>").ToString();
    }

    private static string[] FootOf(Notice notice, Contact contact, Uri? stop)
    {
        Dictionary<string, string?> values = new()
        {
            ["address"] = contact.Address,
            ["account"] = contact.AccountId,
            ["stop"] = stop?.ToString(),
        };
        string key = notice.Purpose == NoticePurpose.Document ? "Mail.WhyDocument" : "Mail.Why";
        string why = NoticeTexts.Fill(contact.Language, key, values);
        return stop == null ? [why] : [why, NoticeTexts.Fill(contact.Language, "Mail.Stop", values)];
    }
}
