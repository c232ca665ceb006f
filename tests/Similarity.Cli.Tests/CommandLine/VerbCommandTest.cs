using System.CommandLine;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Tests.CommandLine;

public sealed class VerbCommandTest
{
    [Fact]
    public async Task CtrlCDoesNotWaitForWorkThatIgnoresIt()
    {
        using var cancelled = new CancellationTokenSource();
        using var started = new SemaphoreSlim(0);
        using var finish = new ManualResetEventSlim();
        var verb = new VerbCommand("endless", "Ignores its token.", "similarity endless");
        verb.Bind((_, _, _) =>
        {
            started.Release();
            finish.Wait(CancellationToken.None);
            return ExitCode.Done;
        });
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false };

        Task<int> run = verb.Parse([]).InvokeAsync(configuration, cancelled.Token);
        await started.WaitAsync(CancellationToken.None);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        finish.Set();
    }
}
