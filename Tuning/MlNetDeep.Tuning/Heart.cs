namespace MlNetDeep.Tuning;

/// <summary>
/// Tells the storage, again and again, that a worker lives, for as long as it has trials that run: in a search as well as between
/// asking and telling.
/// </summary>
internal sealed class Heart(Study study)
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time = study.Options.TimeProvider;
    private readonly TimeSpan _interval = study.Options.HeartbeatInterval;
    private ITimer? _timer;
    private int _trials;
    private long? _lastBeat;

    /// <summary>A trial is about to start. Tells so first, lest the trial be found without its worker.</summary>
    public void Enter()
    {
        lock (_gate)
        {
            // Programs that ask and tell in quick succession need not write a sign of life each time.
            if (_lastBeat is not { } last || _time.GetElapsedTime(last) >= _interval / 2) Beat();
            if (_trials++ == 0) _timer = _time.CreateTimer(_ => OnTimer(), null, _interval, _interval);
        }
    }

    /// <summary>A trial has ended.</summary>
    public void Exit()
    {
        lock (_gate)
        {
            if (--_trials == 0) StopTimer();
        }
    }

    /// <summary>Tells that the worker has no more trials, unless it has.</summary>
    public void Rest()
    {
        lock (_gate)
        {
            if (_trials > 0 || _lastBeat is null) return;
            _lastBeat = null;
            study.Beat(leaving: true);
        }
    }

    private void Beat()
    {
        study.Beat(leaving: false);
        _lastBeat = _time.GetTimestamp();
    }

    private void OnTimer()
    {
        try
        {
            lock (_gate)
            {
                if (_timer is not null) Beat();
            }
        }
        catch (ObjectDisposedException)
        {
            lock (_gate) StopTimer();   // the storage was closed, and the trial given up with it
        }
        catch (Exception e)
        {
            // On a timer's thread nobody could catch it; should it last, the workers meet it too and say so.
            study.TryWarn($"study '{study.Name}' could not store a sign of life for now: {e.Message}");
        }
    }

    private void StopTimer()
    {
        _timer?.Dispose();
        _timer = null;
    }
}
