using Firmware.Core.Provisioning;

namespace Firmware.Tests.Provisioning;

[TestClass]
public class CertificateTextTests
{
    [TestMethod]
    public void A_PEM_text_becomes_its_bare_Base64()
    {
        string pem = "subject=CN = root\r\n" + CertificateText.Begin + "\r\nMIIB\r\nAAAA\r\nBQ==\r\n" + CertificateText.End + "\r\n";
        Assert.AreEqual("MIIBAAAABQ==", CertificateText.Normalise(pem));
    }

    [TestMethod]
    public void Of_several_certificates_the_first_is_taken()
    {
        string first = CertificateText.Begin + "\nMIIB\n" + CertificateText.End + "\n";
        string second = CertificateText.Begin + "\nMIIC\n" + CertificateText.End + "\n";
        Assert.AreEqual("MIIB", CertificateText.Normalise(first + second));
    }

    [TestMethod]
    public void Bare_Base64_stays_what_it_is()
    {
        Assert.AreEqual("MIIBAAA=", CertificateText.Normalise("MIIBAAA="));
    }

    [TestMethod]
    public void What_is_no_certificate_becomes_nothing()
    {
        Assert.AreEqual("", CertificateText.Normalise(""));
        Assert.AreEqual("", CertificateText.Normalise("hello"));
        // A key in the place of the certificate: an RSA key begins with MII too, so only its header tells.
        Assert.AreEqual("", CertificateText.Normalise("-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----"));
        Assert.AreEqual("", CertificateText.Normalise(CertificateText.Begin + "\nMIIB\n"));
        Assert.AreEqual("", CertificateText.Normalise("MIIBA"));
        Assert.AreEqual("", CertificateText.Normalise("MIIB*AAA"));
        Assert.AreEqual("", CertificateText.Normalise("MIIBA==="));
        Assert.AreEqual("", CertificateText.Normalise("MIIB" + new string('A', CertificateText.LengthMax)));
    }
}
