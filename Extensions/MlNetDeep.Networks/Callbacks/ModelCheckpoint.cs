namespace MlNetDeep.Networks;

/// <summary>
/// Saves the network at the end of epochs: each, every few, or only those with the best value so far. Keras' <c>ModelCheckpoint</c>.
/// Files are written under a temporary name and renamed, missing folders are created.
/// </summary>
/// <remarks>
/// To go on with a training that was killed use <see cref="BackupAndRestore"/>: a checkpoint has the network alone. With an average of the
/// weights (<see cref="EmaWeights"/>) it is the average that is saved.
/// </remarks>
/// <example>
/// <code>
/// new ModelCheckpoint("models/{epoch:000}-{val_loss:0.000}.mlnd") { KeepLast = 3 }
/// new ModelCheckpoint("models/best.mlnd") { Monitor = "val_accuracy", SaveBestOnly = true }
/// </code>
/// </example>
public sealed class ModelCheckpoint : Callback
{
    private const string DefaultMonitor = "val_loss";

    private readonly PathTemplate _path;
    private readonly List<string> _files = [];
    private Monitor _monitor = new(nameof(ModelCheckpoint), DefaultMonitor, MonitorMode.Auto);

    /// <summary>Creates the callback.</summary>
    /// <param name="path">
    /// The file. <c>{epoch}</c> and the names of <see cref="EpochResult.Values"/> in braces stand for an epoch's values, with a number
    /// format after a colon if need be. Without a field the file is replaced each time.
    /// </param>
    /// <exception cref="ArgumentException">The path is empty, its braces do not pair, or a format is none.</exception>
    public ModelCheckpoint(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = new PathTemplate(path);
    }

    /// <summary>The name of the value that tells the best, as in <see cref="EpochResult.Values"/>; <c>val_loss</c> by default.</summary>
    public string Monitor { get; init; } = DefaultMonitor;

    /// <summary>Which values are better; by default found from the name.</summary>
    public MonitorMode Mode { get; init; }

    /// <summary>True to save only epochs with a better value than all before; false by default.</summary>
    public bool SaveBestOnly { get; init; }

    /// <summary>A value that the first best one must beat; null (the default) for none.</summary>
    public double? InitialThreshold { get; init; }

    /// <summary>True to save the weights alone (<see cref="Network.SaveWeights"/>), false (the default) the network (<see cref="NetworkFile"/>).</summary>
    public bool SaveWeightsOnly { get; init; }

    /// <summary>The number of epochs between two that are considered, at least 1; 1 by default.</summary>
    public int EveryEpochs { get; init; } = 1;

    /// <summary>
    /// The number of files to keep, at least 1: older files of this training are deleted, but not that of <see cref="BestPath"/>. Null (the
    /// default) to keep all.
    /// </summary>
    public int? KeepLast { get; init; }

    /// <summary>
    /// The file of the best epoch that was saved; null before the first, when the file was replaced by a worse epoch, and without a
    /// validation set when <see cref="Monitor"/> is the default.
    /// </summary>
    public string? BestPath { get; private set; }

    /// <summary>The file that was saved last; null before the first.</summary>
    public string? LastPath => _files.Count > 0 ? _files[^1] : null;

    /// <summary>The value of the best epoch or <see cref="InitialThreshold"/>; NaN before the first.</summary>
    public double BestValue => _monitor.Best;

    // Without a validation set all epochs can be saved all the same, but no value tells the best.
    private bool KnowsBest(TrainingContext context) => SaveBestOnly || Monitor != DefaultMonitor || context.HasValidation;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (EveryEpochs < 1) throw new ArgumentException($"ModelCheckpoint.EveryEpochs must be at least 1, is {EveryEpochs}");
        if (KeepLast < 1) throw new ArgumentException($"ModelCheckpoint.KeepLast must be at least 1 or null, is {KeepLast}");
        _monitor = new Monitor(nameof(ModelCheckpoint), Monitor, Mode) { Best = InitialThreshold ?? double.NaN };
        if (KnowsBest(context)) _monitor.Check(context);
        if (context.ValueNames is { } names) _path.Check(names);
        BestPath = null;
        _files.Clear();
        if (_path.FixedFolder.Length > 0) Directory.CreateDirectory(_path.FixedFolder);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Epoch % EveryEpochs != 0) return;
        EpochResult result = context.History[^1];
        bool isBest = KnowsBest(context) && _monitor.Improves(_monitor.ValueOf(result));
        if (SaveBestOnly && !isBest) return;
        string path = _path.Fill(result);
        Write(context.Network, path);
        _files.Remove(path);
        _files.Add(path);
        if (isBest) BestPath = path;
        else if (BestPath == path) BestPath = null;
        DeleteOld();
    }

    /// <inheritdoc/>
    public override void Save(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Set("bestValue", BestValue);
        state.Set("bestPath", BestPath ?? "");
        state.Set("files", _files.Count);
        for (int i = 0; i < _files.Count; i++) state.Set($"file{i}", _files[i]);
    }

    /// <inheritdoc/>
    public override void Load(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _monitor.Best = state.Number("bestValue");
        BestPath = state.Text("bestPath") is { Length: > 0 } path ? path : null;
        _files.Clear();
        for (int i = 0; i < (int)state.Number("files"); i++) _files.Add(state.Text($"file{i}"));
    }

    private void Write(Network network, string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        if (SaveWeightsOnly) network.SaveWeights(path);
        else NetworkFile.Save(network, path);
    }

    private void DeleteOld()
    {
        if (KeepLast is not int keep) return;
        foreach (string old in _files.SkipLast(keep).Where(file => file != BestPath).ToArray())
        {
            File.Delete(old);
            _files.Remove(old);
        }
    }
}
