using System.Text;
using Firmware.Core.Provisioning;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Provisioning;

[TestClass]
public class SettingsStoreTests
{
    [TestMethod]
    public void Empty_flash_holds_no_settings_and_that_is_no_defect()
    {
        SettingsStore store = Open(new FakeFlash(), null);
        Assert.IsFalse(store.IsProvisioned);
        Assert.IsNull(store.Defect);
        Assert.IsNull(store.Read());
    }

    [TestMethod]
    public void Stored_settings_are_there_after_a_boot()
    {
        FakeFlash flash = new FakeFlash();
        Assert.IsNull(Open(flash, null).Store(TestSettings.Good()));
        SettingsStore store = Open(flash, TestSettings.Good());
        Assert.IsTrue(store.IsProvisioned);
        Assert.IsNull(store.Defect);
    }

    [TestMethod]
    public void A_file_that_is_copied_in_is_taken_over_and_deleted()
    {
        FakeFlash flash = new FakeFlash();
        Copy(flash, "{}");
        SettingsStore store = Open(flash, TestSettings.Good());
        Assert.IsTrue(store.IsProvisioned);
        Assert.IsNull(store.Defect);
        Assert.AreEqual(-1, flash.Read(SettingsStore.FileName, 0, new byte[1], 1));
    }

    [TestMethod]
    public void A_file_that_cannot_be_read_leaves_the_last_good_settings_in_force_and_says_so()
    {
        FakeFlash flash = new FakeFlash();
        Assert.IsNull(Open(flash, null).Store(TestSettings.Good()));
        Copy(flash, "{");
        OnceReader reader = new OnceReader(TestSettings.Good());
        SettingsStore store = new SettingsStore(flash, reader);
        store.Open();
        Assert.IsTrue(store.IsProvisioned);
        Assert.AreEqual("agent.json refused: the text is not a JSON object of this form", store.Defect);
        Assert.IsTrue(flash.Read(SettingsStore.FileName, 0, new byte[1], 1) == 1, "the file stays for whoever looks after it");
    }

    [TestMethod]
    public void A_file_with_a_bad_value_is_refused_by_its_name()
    {
        FakeFlash flash = new FakeFlash();
        Copy(flash, "{}");
        AgentSettings bad = TestSettings.Good();
        bad.Agent.RatedCurrentMilliamps = 1;
        SettingsStore store = Open(flash, bad);
        Assert.IsFalse(store.IsProvisioned);
        Assert.AreEqual("agent.json refused: agent.ratedCurrentMilliamps: 1000 to 500000", store.Defect);
    }

    [TestMethod]
    public void A_file_that_is_too_long_is_refused()
    {
        FakeFlash flash = new FakeFlash();
        Copy(flash, new string(' ', SettingsStore.TextMax + 1));
        SettingsStore store = Open(flash, TestSettings.Good());
        Assert.IsFalse(store.IsProvisioned);
        Assert.AreEqual("agent.json refused: the file is longer than 8192 bytes", store.Defect);
    }

    [TestMethod]
    public void Settings_with_a_defect_are_not_stored()
    {
        FakeFlash flash = new FakeFlash();
        SettingsStore store = Open(flash, null);
        AgentSettings bad = TestSettings.Good();
        bad.DeviceKey = "";
        Assert.IsNotNull(store.Store(bad));
        Assert.AreEqual(0, flash.FileCount);
    }

    [TestMethod]
    public void A_power_cut_at_any_byte_of_a_save_leaves_settings_in_force()
    {
        FakeFlash before = new FakeFlash();
        SettingsStore store = Open(before, TestSettings.Good());
        Assert.IsNull(store.Store(TestSettings.Good()));
        Assert.IsNull(store.Store(TestSettings.Good()));
        before.ResetCounters();
        Assert.IsNull(store.Store(TestSettings.Good()));
        long bytes = before.BytesWritten;
        for (long cut = 0; cut < bytes; cut++)
        {
            FakeFlash flash = new FakeFlash();
            flash.CopyFrom(before);
            store = Open(flash, TestSettings.Good());
            flash.BytesUntilCut = cut;
            Assert.AreEqual("flash cannot be written", store.Store(TestSettings.Good()));
            Assert.IsTrue(store.IsProvisioned);
            flash.Restore();
            store = Open(flash, TestSettings.Good());
            Assert.IsTrue(store.IsProvisioned, cut.ToString());
            // A cut before the old slot is deleted has lost nothing; a torn one is told.
            Assert.AreEqual(cut > 0, store.Defect != null, cut.ToString());
        }
    }

    [TestMethod]
    public void A_save_after_a_damage_is_in_force_and_ends_the_defect()
    {
        FakeFlash flash = new FakeFlash();
        SettingsStore store = Open(flash, TestSettings.Good());
        Assert.IsNull(store.Store(TestSettings.Good()));
        Assert.IsNull(store.Store(TestSettings.Good()));
        flash.Damage("agent-a", 20);
        store = Open(flash, TestSettings.Good());
        Assert.IsNotNull(store.Defect);
        Assert.IsTrue(store.IsProvisioned);
        Assert.IsNull(store.Store(TestSettings.Good()));
        Assert.IsNull(store.Defect);
        Assert.IsNull(Open(flash, TestSettings.Good()).Defect);
    }

    private static SettingsStore Open(FakeFlash flash, AgentSettings? read)
    {
        SettingsStore store = new SettingsStore(flash, new FakeJsonReader { Next = read });
        store.Open();
        return store;
    }

    private static void Copy(FakeFlash flash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Assert.IsTrue(flash.TryAppend(SettingsStore.FileName, bytes, bytes.Length));
    }
}
