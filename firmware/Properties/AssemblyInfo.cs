using System.Reflection;

[assembly: AssemblyTitle("ChargeAgent.Firmware")]
[assembly: AssemblyProduct("ChargeAgent")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: AssemblyFileVersion("0.1.0.0")]
