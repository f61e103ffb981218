using System.Diagnostics;
using System.Text;
using CloudBridge.Commands;
using CloudBridge.Core.Foundation.Signing;
using CloudBridge.Tests.Stage;

namespace CloudBridge.Tests.Src.Signing;

[TestClass]
public sealed class SigningTests
{
    private const string BillText =
        "{ \"totalInclMinor\": 265, \"number\": \"2026-000001\",\n  \"issuer\": { \"name\": \"M\\u00fcller\" } }";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chargeagent-");

    private string Key => Path.Combine(_directory.FullName, "key.pem");

    private string PublicKey => Path.Combine(_directory.FullName, "key.pub.pem");

    private string Bill => Path.Combine(_directory.FullName, "bill.json");

    [TestInitialize]
    public void SignABill()
    {
        File.WriteAllText(Bill, BillText);
        Assert.AreEqual(0, CommandRun.Of(SigningCommands.CreateKey(), "create", "--key", Key).ExitCode);
        Assert.AreEqual(0, CommandRun.Of(SigningCommands.CreateSign(), Bill, "--key", Key).ExitCode);
    }

    [TestCleanup]
    public void Forget()
    {
        _directory.Delete(true);
    }

    [TestMethod]
    public void A_signed_bill_is_recognised_in_any_layout_and_not_with_another_figure()
    {
        Assert.AreEqual(0, Check().ExitCode);

        File.WriteAllText(Bill, "{\"number\":\"2026-000001\",\"issuer\":{\"name\":\"Müller\"},\"totalInclMinor\":265}");
        Assert.AreEqual(0, Check().ExitCode);

        File.WriteAllText(Bill, BillText.Replace("265", "264", StringComparison.Ordinal));
        Assert.AreEqual(1, Check().ExitCode);
        StringAssert.Contains(Check().Output, "is NOT what was signed");

        // A second member of the same name is no way to say something else: this is not the JSON that was signed.
        File.WriteAllText(Bill, BillText.Replace("265,", "264, \"totalInclMinor\": 265,", StringComparison.Ordinal));
        Assert.AreEqual(1, Check().ExitCode);
    }

    [TestMethod]
    public void The_canonical_form_is_sorted_and_without_spaces()
    {
        Assert.AreEqual(
            "{\"issuer\":{\"name\":\"Müller\"},\"number\":\"2026-000001\",\"totalInclMinor\":265}",
            File.ReadAllText(Bill + ".canonical"));
        Assert.AreEqual("[1,1.50,\"a\"]", Encoding.UTF8.GetString(CanonicalJson.Of("[ 1 , 1.50, \"\\u0061\" ]"u8.ToArray())!));
        Assert.IsNull(CanonicalJson.Of("{\"a\":1,\"a\":2}"u8.ToArray()));
        Assert.IsNull(CanonicalJson.Of("number;total"u8.ToArray()));
    }

    [TestMethod]
    public void An_export_that_is_no_json_is_signed_byte_by_byte()
    {
        string csv = Path.Combine(_directory.FullName, "bills.csv");
        File.WriteAllText(csv, "number,total\n2026-000001,2.65\n");
        Assert.AreEqual(0, CommandRun.Of(SigningCommands.CreateSign(), csv, "--key", Key).ExitCode);
        Assert.AreEqual(0, CommandRun.Of(SigningCommands.CreateCheck(), csv, "--public-key", PublicKey).ExitCode);

        File.AppendAllText(csv, " ");

        Assert.AreEqual(1, CommandRun.Of(SigningCommands.CreateCheck(), csv, "--public-key", PublicKey).ExitCode);
        Assert.IsFalse(File.Exists(csv + ".canonical"));
    }

    [TestMethod]
    public void The_private_key_is_for_its_owner_alone_and_is_never_replaced_or_shown()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("SKIPPED: this system has no file modes");
            return;
        }

        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Key));
        CommandRun again = CommandRun.Of(SigningCommands.CreateKey(), "create", "--key", Key);
        Assert.AreEqual(2, again.ExitCode);
        StringAssert.Contains(again.Output, "a key is never replaced");

        File.SetUnixFileMode(Key, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        CommandRun open = CommandRun.Of(SigningCommands.CreateSign(), Bill, "--key", Key);
        Assert.AreEqual(2, open.ExitCode);
        StringAssert.Contains(open.Output, "can be read by others: chmod 600");
        Assert.IsFalse(open.Output.Contains("BEGIN", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Another_key_does_not_check_and_a_file_without_a_key_is_refused()
    {
        string other = Path.Combine(_directory.FullName, "other.pem");
        CommandRun.Of(SigningCommands.CreateKey(), "create", "--key", other);

        Assert.AreEqual(
            1,
            CommandRun.Of(SigningCommands.CreateCheck(), Bill, "--public-key", Path.ChangeExtension(other, ".pub.pem")).ExitCode);
        Assert.AreEqual(2, CommandRun.Of(SigningCommands.CreateCheck(), Bill, "--public-key", Bill).ExitCode);
        Assert.AreEqual(2, CommandRun.Of(SigningCommands.CreateCheck(), Bill, "--public-key", other).ExitCode);
        Assert.AreEqual(2, CommandRun.Of(SigningCommands.CreateSign(), Bill, "--key", PublicKey).ExitCode);
    }

    [TestMethod]
    public void Openssl_checks_the_same_signature_with_the_documented_command()
    {
        string[] good = ["dgst", "-sha256", "-verify", PublicKey, "-signature", Bill + ".sig", Bill + ".canonical"];
        if (!TryRun("openssl", good, out int exitCode, out string output))
        {
            Assert.Inconclusive("SKIPPED: openssl is not on this machine, so its command was not run");
        }

        Assert.AreEqual(0, exitCode, output);
        StringAssert.Contains(output, "Verified OK");
        File.AppendAllText(Bill + ".canonical", " ");
        Assert.IsTrue(TryRun("openssl", good, out exitCode, out _));
        Assert.AreNotEqual(0, exitCode);
    }

    private CommandRun Check()
    {
        return CommandRun.Of(SigningCommands.CreateCheck(), Bill, "--public-key", PublicKey);
    }

    private static bool TryRun(string program, string[] arguments, out int exitCode, out string output)
    {
        (exitCode, output) = (-1, "");
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
            )!;
            output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
            process.WaitForExit();
            exitCode = process.ExitCode;
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
