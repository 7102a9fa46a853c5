using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace MlNetDeep.Tuning;

/// <summary>Starts the worker processes of a search, starts those that die again, hands interruptions on, and waits for the end.</summary>
internal sealed class WorkerSupervisor(Study study, int processes, OptimizeOptions options, WorkerProcessOptions settings, int call) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdeep-workers-").FullName;
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly int _begunBefore = study.Trials.Count(trial => trial.State != TrialState.Waiting);
    private readonly Process?[] _running = new Process?[processes];
    private readonly List<string> _failures = [], _givenUp = [];
    private Timer? _patience;
    private bool _isEnding, _isInterrupted;

    /// <summary>Returns when all workers have ended.</summary>
    /// <exception cref="WorkerFailedException">An exception ended the search of a worker, or none stayed alive.</exception>
    public void Run()
    {
        // The first Ctrl-C interrupts the trials, which keep what they have; the second one ends the processes.
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal), terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using CancellationTokenRegistration cancelled = options.CancellationToken.Register(Interrupt);
        Task.WaitAll([.. Enumerable.Range(0, processes).Select(worker => Task.Factory.StartNew(() => Supervise(worker), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))]);
        study.ReleaseLost();   // of workers that were not started again
        if (_failures.Count > 0) throw new WorkerFailedException(_failures[0]);
        if (_givenUp.Count == processes) throw new WorkerFailedException(_givenUp[0]);
        foreach (string message in _givenUp) study.Warn(message);
        if (_isInterrupted && !study.History().Completed.Any()) throw new OperationCanceledException($"the search of study '{study.Name}' was interrupted before any trial was complete", options.CancellationToken);
    }

    public void Dispose()
    {
        _patience?.Dispose();
        Kill();   // there is none left but after an exception of our own
        foreach (Process? process in _running) process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Supervise(int worker)
    {
        string result = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{worker}.result"));
        for (int starts = 1; ; starts++)
        {
            Process process;
            lock (_gate)
            {
                if (_isEnding) return;
                double? timeout = options.Timeout is { } time ? Math.Max(0, (time - Stopwatch.GetElapsedTime(_startedAt)).TotalSeconds) : null;
                _running[worker]?.Dispose();
                _running[worker] = process = new WorkerAssignment(worker, processes, call, _begunBefore, timeout, result).Start(settings.Arguments);
            }
            process.WaitForExit();
            if (WorkerResult.TryRead(result) is { } end)
            {
                if (end.Outcome == WorkerOutcome.Failed) Fail($"worker {worker} of study '{study.Name}': {end.Message}");
                if (end.Outcome == WorkerOutcome.Stopped) End();
                return;
            }
            lock (_gate)
            {
                if (_isEnding) return;
                string death = string.Create(CultureInfo.InvariantCulture, $"worker {worker} of study '{study.Name}' ended {starts} times before the search did, last with exit code {process.ExitCode}");
                if (starts > settings.MaxRestarts)
                {
                    _givenUp.Add(death);
                    return;
                }
            }
            study.TryWarn(string.Create(CultureInfo.InvariantCulture, $"worker {worker} of study '{study.Name}' ended with exit code {process.ExitCode} and is started again"));
        }
    }

    private void Fail(string message)
    {
        lock (_gate) _failures.Add(message);
        End();
    }

    /// <summary>Has all workers end after the trials that run.</summary>
    private void End() => Tell(process => process.StandardInput.WriteLine(WorkerSearch.Stop));

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        Interrupt();
    }

    private void Interrupt()
    {
        bool isAgain;
        lock (_gate)
        {
            isAgain = _isInterrupted;
            _isInterrupted = true;
            _patience ??= new Timer(_ => Kill(), null, settings.ShutdownTimeout, Timeout.InfiniteTimeSpan);
        }
        if (isAgain) Kill();
        else Tell(process => process.StandardInput.Close());
    }

    private void Kill() => Tell(process =>
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
    });

    private void Tell(Action<Process> tell)
    {
        lock (_gate)
        {
            _isEnding = true;
            foreach (Process? process in _running)
            {
                if (process is null) continue;
                try
                {
                    tell(process);
                }
                catch (Exception e) when (e is IOException or InvalidOperationException)
                {
                    // It has ended by itself.
                }
            }
        }
    }
}
