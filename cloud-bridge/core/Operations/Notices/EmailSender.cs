using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using CloudBridge.Core.Foundation.Tls;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace CloudBridge.Core.Operations.Notices;

/// <summary>Sends e-mails to the server that the settings name, several over one connection. One at a time: it belongs to one lane of the
/// courier.</summary>
internal sealed class EmailSender : IDisposable
{
    // Of one command. A whole message has the courier's bound.
    private const int TimeoutMs = 15_000;

    private readonly NoticeSettings _settings;
    private readonly string _senderName;
    private readonly string _password;
    private readonly X509Certificate2Collection? _authorities;
    private readonly StopLinks _stops;
    private readonly DocumentAttachments _attachments;
    private SmtpClient? _client;
    private bool _isIn;

    /// <summary>By these settings, in the name of the operator; not connected.</summary>
    /// <exception cref="RefusedException">The password or the authority cannot be read.</exception>
    public EmailSender(NoticeSettings settings, string senderName, StopLinks stops, DocumentAttachments attachments)
    {
        _attachments = attachments;
        _settings = settings;
        _senderName = senderName;
        _stops = stops;
        _password = SmtpPassword.Read(settings);
        _authorities =
            settings.SmtpCaFile.Length == 0
                ? null
                : CertificateFile.ReadAuthorities(settings.SmtpCaFile, nameof(NoticeSettings.SmtpCaFile));
    }

    /// <summary>Sends one.</summary>
    public async Task<SendResult> SendAsync(Notice notice, Contact contact, CancellationToken cancellationToken)
    {
        if (_settings.SmtpHost.Length == 0)
        {
            return SendResult.Failed("No e-mail server is set: give SmtpHost and SmtpFrom");
        }

        using MimeMessage message = EmailMessage.Of(
            notice,
            contact,
            _settings.SmtpFrom,
            _senderName,
            notice.Purpose == NoticePurpose.Confirm ? null : _stops.Of(contact),
            _attachments.Of(notice));
        try
        {
            SmtpClient client = await ConnectedAsync(cancellationToken);
            await client.SendAsync(message, cancellationToken);
            return SendResult.Sent;
        }
        catch (SmtpCommandException e) when (!_isIn)
        {
            // It lets nobody in for now, whatever its number: that says nothing of this message.
            Drop();
            return SendResult.Failed($"The e-mail server said {(int)e.StatusCode} {e.Message}");
        }
        catch (SmtpCommandException e)
        {
            // The connection goes on: it was this message that was refused.
            string what = $"The e-mail server said {(int)e.StatusCode} {e.Message}";
            return (int)e.StatusCode is >= 500 and < 600 ? SendResult.Refused(what) : SendResult.Failed(what);
        }
        catch (Exception e) when (IsOfConnection(e))
        {
            Drop();
            return SendResult.Failed(WordsOf(e));
        }
    }

    /// <summary>Says good-bye while there is nothing to send.</summary>
    public async Task RestAsync()
    {
        if (_client == null)
        {
            return;
        }

        try
        {
            using CancellationTokenSource patience = new(TimeoutMs);
            await _client.DisconnectAsync(true, patience.Token);
        }
        catch (Exception e) when (IsOfConnection(e) || e is SmtpCommandException)
        {
            // It was only to be polite.
        }

        Drop();
    }

    public void Dispose()
    {
        Drop();
    }

    private static bool IsOfConnection(Exception e)
    {
        return e
            is ProtocolException
                or AuthenticationException
                or SslHandshakeException
                or IOException
                or SocketException
                or OperationCanceledException
                or TimeoutException
                or ServiceNotConnectedException
                or ServiceNotAuthenticatedException
                or NotSupportedException
                or SaslException
                or InvalidOperationException;
    }

    private static string WordsOf(Exception e)
    {
        return e switch
        {
            SslHandshakeException => "The e-mail server's certificate was refused: " + e.Message.Split('\n', 2)[0],
            AuthenticationException => "The e-mail server did not let this bridge in: " + e.Message,
            OperationCanceledException or TimeoutException => "The e-mail server did not answer in time",
            NotSupportedException => "The e-mail server does not offer what SmtpSecurity asks for: " + e.Message,
            _ => "The e-mail server could not be reached: " + e.Message,
        };
    }

    private async Task<SmtpClient> ConnectedAsync(CancellationToken cancellationToken)
    {
        if (_client is { IsConnected: true })
        {
            return _client;
        }

        Drop();
        SmtpClient client = new() { Timeout = TimeoutMs, CheckCertificateRevocation = false };
        if (_authorities != null)
        {
            client.ServerCertificateValidationCallback = (_, certificate, _, errors) => IsOfAuthority(certificate, errors);
        }

        _client = client;
        await client.ConnectAsync(
            _settings.SmtpHost,
            _settings.SmtpPort,
            SmtpSecurity.OptionsOf(_settings.SmtpSecurity),
            cancellationToken);
        if (_settings.SmtpUser.Length > 0)
        {
            await client.AuthenticateAsync(_settings.SmtpUser, _password, cancellationToken);
        }

        _isIn = true;
        return client;
    }

    // Only the given authority counts then, not those that the system trusts; the name must fit all the same.
    private bool IsOfAuthority(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 shown || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using X509Chain chain = new()
        {
            ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck },
        };
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities!);
        return chain.Build(shown);
    }

    private void Drop()
    {
        _client?.Dispose();
        _client = null;
        _isIn = false;
    }
}
