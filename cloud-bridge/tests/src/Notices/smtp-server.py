"""A real SMTP server for tests (Debian's python3-aiosmtpd): keeps each message it takes as a file before it says 250.

Arguments: PORT DIRECTORY plain|starttls|tls [CERTIFICATE KEY [USER PASSWORD]]. A recipient that begins with "no-" is refused for good
(550), one that begins with "later-" for now (451).
"""
import asyncio
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

PORT, DIRECTORY, MODE = int(sys.argv[1]), sys.argv[2], sys.argv[3]
CERTIFICATE, KEY, USER, PASSWORD = (sys.argv[4:] + [None] * 4)[:4]


class Keeper:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("no-"):
            return "550 5.1.1 nobody of that name"
        if address.startswith("later-"):
            return "451 4.3.0 try again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        Keeper.count += 1
        path = os.path.join(DIRECTORY, f"{os.getpid()}-{Keeper.count}")
        with open(path, "wb") as file:
            tls = b"yes" if session.ssl or MODE == "tls" else b"no"
            head = b"X-Tls: %s\r\nX-Connection: %d\r\nX-Recipient: %s\r\n"
            file.write(head % (tls, session.peer[1], envelope.rcpt_tos[0].encode()))
            file.write(envelope.original_content)
        os.rename(path, path + ".eml")
        return "250 2.0.0 taken"


def sign_in(server, session, envelope, mechanism, data):
    return AuthResult(success=data.login == USER.encode() and data.password == PASSWORD.encode())


async def main():
    context = None
    if CERTIFICATE:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE, KEY)
    more = {"authenticator": sign_in, "auth_required": True, "auth_require_tls": MODE == "starttls"} if USER else {}
    if MODE == "starttls":
        more |= {"tls_context": context, "require_starttls": True}
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(Keeper(), hostname="mail.test", enable_SMTPUTF8=False, **more), "127.0.0.1", PORT,
        ssl=context if MODE == "tls" else None)
    async with server:
        await server.serve_forever()


asyncio.run(main())
