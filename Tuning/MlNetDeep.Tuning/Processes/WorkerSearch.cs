using System.Runtime.InteropServices;

namespace MlNetDeep.Tuning;

/// <summary>
/// A search in a worker process. The standard input comes from the starter: the line "stop" asks to end after the trials that run, and
/// its end, which comes too when the starter is killed, asks to interrupt them.
/// </summary>
internal static class WorkerSearch
{
    public const string Stop = "stop";

    /// <summary>Searches, leaves the result, and ends the process.</summary>
    public static void RunAndExit(Study study, WorkerAssignment assignment, Func<Trial, IReadOnlyList<double>> objective, OptimizeOptions options)
    {
        WorkerResult result = Run(study, assignment, objective, options);
        result.Write(assignment.Result);
        (study.Options.Storage as IDisposable)?.Dispose();
        Environment.Exit(result.Outcome == WorkerOutcome.Failed ? 1 : 0);
    }

    private static WorkerResult Run(Study study, WorkerAssignment assignment, Func<Trial, IReadOnlyList<double>> objective, OptimizeOptions options)
    {
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken);
        // Ctrl-C reaches every process of a terminal. The starter decides what comes of it.
        using PosixSignalRegistration ignored = PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);
        new Thread(() => Listen(study, interrupted)) { IsBackground = true, Name = "words of the starter" }.Start();
        try
        {
            study.Optimize(objective, options with
            {
                CancellationToken = interrupted.Token,
                BegunBefore = assignment.BegunBefore,
                Timeout = assignment.Timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            });
            return new WorkerResult(study.WasStopped ? WorkerOutcome.Stopped : WorkerOutcome.Done);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return new WorkerResult(WorkerOutcome.Done);   // without a complete trial, on which the starter has its say
        }
        catch (Exception e)
        {
            return new WorkerResult(WorkerOutcome.Failed, $"{e.GetType().Name}: {e.Message}");
        }
    }

    private static void Listen(Study study, CancellationTokenSource interrupted)
    {
        using var words = new StreamReader(Console.OpenStandardInput());
        while (words.ReadLine() is { } word)
            if (word == Stop) study.EndSearch();
        try
        {
            interrupted.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The search has ended by itself.
        }
    }
}
