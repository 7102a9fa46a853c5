namespace MlNetDeep.Tuning;

public sealed partial class Study
{
    private volatile bool _mustEnd;

    /// <summary>
    /// Searches with several processes of this machine, which share the study through its storage: for objectives that a crash may take
    /// with them, that leak memory, or that run one at a time in a process. The call starts this program anew so many times, with its own
    /// arguments. Each of these workers comes to the same call, evaluates trials until the search ends, and ends its process there, while
    /// the call in the program that started them waits. A worker that dies is started again, and its trial repeated.
    /// </summary>
    /// <remarks>
    /// <para>
    /// What the program does before the call, every worker does too. The objective, the callbacks and the observers run in the workers, one
    /// <see cref="OptimizeOptions.Parallelism"/> each; <see cref="WorkerProcess.Index"/> tells the worker which one it is. Workers
    /// write to the same console; their standard input belongs to the supervision. The limits of the options hold for all
    /// workers together, but for <see cref="OptimizeOptions.MaxConsecutiveFailures"/>, which each worker counts. <see cref="Stop"/> in one
    /// worker ends the search of all.
    /// </para>
    /// <para>
    /// Ctrl-C, SIGTERM and the token interrupt the trials that run, which go on in the next search; the call returns then if
    /// the study has a complete trial. A second Ctrl-C ends the processes at once. When the program is killed its workers interrupt
    /// themselves.
    /// </para>
    /// </remarks>
    /// <param name="processes">How many workers, at least 1.</param>
    /// <param name="objective">Asks the trial for parameters and returns the value of the objective.</param>
    /// <param name="options">When the search ends and how it runs in each worker.</param>
    /// <param name="workers">How workers are started and kept running; null for the defaults.</param>
    /// <exception cref="WorkerFailedException">An exception ended the search of a worker, or no worker stayed alive.</exception>
    /// <exception cref="OperationCanceledException">The search was interrupted and the study has no completed trial.</exception>
    /// <exception cref="InvalidOperationException">The study is kept in memory, which processes do not share, or has several objectives.</exception>
    /// <example>
    /// <code>
    /// using var storage = new SqliteStorage("study.db");
    /// Study study = Study.Open(new() { Storage = storage });
    /// study.OptimizeWithProcesses(4, trial => Train(trial), new() { TotalTrials = 100 });
    /// Console.WriteLine(study.BestValue);   // once: the workers do not come here
    /// </code>
    /// </example>
    public void OptimizeWithProcesses(int processes, Func<Trial, double> objective, OptimizeOptions options, WorkerProcessOptions? workers = null)
    {
        ArgumentNullException.ThrowIfNull(objective);
        CheckSingle();
        OptimizeWithProcesses(processes, trial => (IReadOnlyList<double>)[objective(trial)], options, workers);
    }

    /// <summary>Searches with several processes and several objectives; see <see cref="OptimizeWithProcesses(int, Func{Trial, double}, OptimizeOptions, WorkerProcessOptions)"/>.</summary>
    /// <param name="processes">How many workers, at least 1.</param>
    /// <param name="objective">Asks the trial for parameters and returns one value for each of the study's <see cref="Directions"/>.</param>
    /// <param name="options">When the search ends and how it runs in each worker.</param>
    /// <param name="workers">How workers are started and kept running; null for the defaults.</param>
    /// <exception cref="WorkerFailedException">An exception ended the search of a worker, or no worker stayed alive.</exception>
    /// <exception cref="OperationCanceledException">The search was interrupted and the study has no completed trial.</exception>
    /// <exception cref="InvalidOperationException">The study is kept in memory, which processes do not share.</exception>
    public void OptimizeWithProcesses(int processes, Func<Trial, IReadOnlyList<double>> objective, OptimizeOptions options, WorkerProcessOptions? workers = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(processes, 1);
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        WorkerProcessOptions settings = workers ?? new WorkerProcessOptions();
        settings.Validate();
        if (_storage is InMemoryStorage) throw new InvalidOperationException($"study '{Name}' is kept in memory, which processes do not share; give it a storage in a file or a database");

        int call = WorkerAssignment.NextCall();
        if (WorkerAssignment.Current is { } assignment)
        {
            // Earlier calls were over when this process was started.
            if (call == assignment.Call) WorkerSearch.RunAndExit(this, assignment, objective, options);
            return;
        }
        using var supervisor = new WorkerSupervisor(this, processes, options, settings, call);
        supervisor.Run();
    }

    /// <summary>Whether <see cref="Stop"/> ended a search.</summary>
    internal bool WasStopped { get; private set; }

    /// <summary>Whether <see cref="EndSearch"/> was called.</summary>
    internal bool MustEnd => _mustEnd;

    /// <summary>Ends the search of this process after the trials that run, also one that has not begun yet.</summary>
    internal void EndSearch() => _mustEnd = true;
}
