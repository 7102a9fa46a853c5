namespace MlNetDeep.Tuning;

/// <summary>The trial that a sampler proposes for.</summary>
/// <param name="Number">The trial's number.</param>
/// <param name="Seed">The study's seed.</param>
/// <param name="Parameters">The parameters that the trial has already, in order.</param>
public sealed record SamplingContext(int Number, long Seed, IReadOnlyDictionary<string, ParameterValue> Parameters)
{
    /// <summary>
    /// What the sampler wants to find in the history, and when the trial asks for the next parameter, such as its generation; becomes
    /// <see cref="TrialRecord.SamplerNotes"/>. Values are strings, booleans, integers, doubles or null; begin the keys with the name of
    /// the sampler.
    /// </summary>
    public IDictionary<string, object?> Notes { get; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>How many trials the study is to have when the search that runs ends, those before it included; null where no number was given.</summary>
    public int? Budget { get; init; }

    internal List<string> Messages { get; } = [];

    /// <summary>Tells the study's observers something, such as what the sampler decided and why (<see cref="IStudyObserver.Informed"/>).</summary>
    /// <param name="message">The message.</param>
    public void Inform(string message)
    {
        ArgumentException.ThrowIfNullOrEmpty(message);
        Messages.Add(message);
    }
}
