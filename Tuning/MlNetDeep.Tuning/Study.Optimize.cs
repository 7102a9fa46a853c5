namespace MlNetDeep.Tuning;

public sealed partial class Study
{
    private OptimizeSession? _session;

    /// <summary>
    /// Searches: evaluates the objective with one configuration after the other, or several at a time, until a limit of the
    /// options is reached. Trials that an earlier, interrupted search left behind are taken up first.
    /// </summary>
    /// <param name="objective">
    /// Asks the trial for parameters and returns the value of the objective. With <see cref="OptimizeOptions.Parallelism"/> above 1
    /// it is called from several threads at a time. Throw <see cref="TrialPrunedException"/> to stop early.
    /// </param>
    /// <param name="options">When the search ends and how it runs.</param>
    /// <exception cref="TooManyFailuresException">Too many trials failed one after the other.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled and the study has no completed trial.</exception>
    /// <exception cref="InvalidOperationException">The study is searched already, or has several objectives.</exception>
    public void Optimize(Func<Trial, double> objective, OptimizeOptions options)
    {
        ArgumentNullException.ThrowIfNull(objective);
        CheckSingle();
        Run(trial => [objective(trial)], options);
    }

    /// <summary>Searches with several objectives; see <see cref="Optimize(Func{Trial, double}, OptimizeOptions)"/>. The result is <see cref="BestTrials"/>.</summary>
    /// <param name="objective">Asks the trial for parameters and returns one value for each of the study's <see cref="Directions"/>.</param>
    /// <param name="options">When the search ends and how it runs.</param>
    /// <exception cref="TooManyFailuresException">Too many trials failed one after the other.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled and the study has no completed trial.</exception>
    /// <exception cref="InvalidOperationException">The study is searched already.</exception>
    public void Optimize(Func<Trial, IReadOnlyList<double>> objective, OptimizeOptions options)
    {
        ArgumentNullException.ThrowIfNull(objective);
        Run(objective, options);
    }

    /// <summary>Searches with an asynchronous objective; see <see cref="Optimize(Func{Trial, double}, OptimizeOptions)"/>.</summary>
    /// <param name="objective">Asks the trial for parameters and returns the value of the objective; gets the trial's token.</param>
    /// <param name="options">When the search ends and how it runs.</param>
    /// <exception cref="TooManyFailuresException">Too many trials failed one after the other.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled and the study has no completed trial.</exception>
    /// <exception cref="InvalidOperationException">The study is searched already, or has several objectives.</exception>
    public Task OptimizeAsync(Func<Trial, CancellationToken, Task<double>> objective, OptimizeOptions options)
    {
        ArgumentNullException.ThrowIfNull(objective);
        CheckSingle();
        return OptimizeAsync(async (trial, cancellation) => (IReadOnlyList<double>)[await objective(trial, cancellation).ConfigureAwait(false)], options);
    }

    /// <summary>Searches with an asynchronous objective of several values; see <see cref="Optimize(Func{Trial, IReadOnlyList{double}}, OptimizeOptions)"/>.</summary>
    /// <param name="objective">Asks the trial for parameters and returns one value for each of the study's <see cref="Directions"/>; gets the trial's token.</param>
    /// <param name="options">When the search ends and how it runs.</param>
    /// <exception cref="TooManyFailuresException">Too many trials failed one after the other.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled and the study has no completed trial.</exception>
    /// <exception cref="InvalidOperationException">The study is searched already.</exception>
    public async Task OptimizeAsync(Func<Trial, CancellationToken, Task<IReadOnlyList<double>>> objective, OptimizeOptions options)
    {
        ArgumentNullException.ThrowIfNull(objective);
        using OptimizeSession session = Enter(options);
        await Task.WhenAll(Enumerable.Range(0, options.Parallelism).Select(_ => Task.Run(() => session.WorkAsync(objective)))).ConfigureAwait(false);
        session.ThrowIfFailed();
    }

    /// <summary>Ends the search that runs, after the trials that run. Call it from an objective, a callback or an observer.</summary>
    /// <exception cref="InvalidOperationException">No search runs.</exception>
    public void Stop()
    {
        if (!TryStop()) throw new InvalidOperationException($"study '{Name}' is not being searched; Stop is for objectives and callbacks");
    }

    /// <summary>Ends the search that runs; false when none does, as between asking and telling.</summary>
    internal bool TryStop()
    {
        if (_session is not { } session) return false;
        WasStopped = true;
        session.Stop();
        return true;
    }

    /// <summary>How many trials the study is to have when the search that runs ends; null without a search or a number.</summary>
    internal int? Budget => _session?.Budget;

    internal void Leave() => _session = null;

    internal void Call(IReadOnlyList<Action<Study, TrialRecord>> callbacks, TrialRecord trial)
    {
        lock (_observing)
        {
            foreach (Action<Study, TrialRecord> callback in callbacks) callback(this, trial);
        }
    }

    private void CheckSingle()
    {
        if (Directions.Count > 1) throw new InvalidOperationException($"study '{Name}' has {Directions.Count} objectives, but the objective returns one value; return one for each of {string.Join(", ", Directions)}");
    }

    private void Run(Func<Trial, IReadOnlyList<double>> objective, OptimizeOptions options)
    {
        using OptimizeSession session = Enter(options);
        if (options.Parallelism == 1) session.Work(objective);
        else
        {
            // Threads of their own: objectives compute for minutes, for which the thread pool is not made.
            Thread[] threads = [.. Enumerable.Range(0, options.Parallelism).Select(i => new Thread(() => session.Work(objective)) { IsBackground = true, Name = $"study {Name} worker {i}" })];
            foreach (Thread thread in threads) thread.Start();
            foreach (Thread thread in threads) thread.Join();
        }
        session.ThrowIfFailed();
    }

    private OptimizeSession Enter(OptimizeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var session = new OptimizeSession(this, options);
        if (Interlocked.CompareExchange(ref _session, session, null) is not null)
            throw new InvalidOperationException($"study '{Name}' is being searched already; a search cannot start another one of the same study");
        session.Start();
        return session;
    }
}
