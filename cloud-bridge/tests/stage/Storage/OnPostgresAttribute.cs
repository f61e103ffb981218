using System.Runtime.CompilerServices;

namespace CloudBridge.Tests.Stage.Storage;

/// <summary>A class whose tests run on PostgreSQL; without a server they say aloud that they are skipped.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OnPostgresAttribute : TestClassAttribute
{
    /// <inheritdoc />
    public override TestMethodAttribute? GetTestMethodAttribute(TestMethodAttribute testMethodAttribute)
    {
        return base.GetTestMethodAttribute(testMethodAttribute) is { } test
            ? new TestOnPostgresAttribute(test, test.DeclaringFilePath, test.DeclaringLineNumber ?? -1)
            : null;
    }

    private sealed class TestOnPostgresAttribute : TestMethodAttribute
    {
        private readonly TestMethodAttribute _test;

        public TestOnPostgresAttribute(TestMethodAttribute test, [CallerFilePath] string path = "", [CallerLineNumber] int line = -1)
            : base(path, line)
        {
            _test = test;
        }

        public override async Task<TestResult[]> ExecuteAsync(ITestMethod testMethod)
        {
            try
            {
                TestDatabase.ChoosePostgres();
                return await _test.ExecuteAsync(testMethod);
            }
            catch (AssertInconclusiveException skip)
            {
                return [new TestResult { Outcome = UnitTestOutcome.Inconclusive, TestFailureException = skip }];
            }
            finally
            {
                TestDatabase.IsPostgres = false;
            }
        }
    }
}
