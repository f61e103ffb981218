using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Firmware.Tests.Device.Rules;

/// <summary>Refuses what compiles for the device and does not work there.</summary>
public static class DeviceRules
{
    public static IReadOnlyList<Defect> Check(CSharpCompilation compilation, Func<string, bool> isCore)
    {
        var defects = new List<Defect>();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            bool isInCore = isCore(tree.FilePath);
            RuleWalker[] walkers =
            [
                new TypeRules(model, isInCore, defects),
                new LanguageRules(model, isInCore, defects),
                new TextRules(model, isInCore, defects),
                new ArithmeticRules(model, isInCore, defects),
                new TimeRules(model, isInCore, defects),
                new StartRules(model, isInCore, defects),
            ];
            foreach (RuleWalker walker in walkers)
            {
                walker.Visit(tree.GetRoot());
            }
        }

        return defects;
    }
}
