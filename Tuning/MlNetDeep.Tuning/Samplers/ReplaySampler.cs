namespace MlNetDeep.Tuning;

/// <summary>Stands where no parameter may be sampled, because all of them are given.</summary>
internal sealed class ReplaySampler(int number) : ISampler
{
    public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution) =>
        throw new InvalidOperationException($"trial {number} has no parameter '{name}', so its replay cannot give one");
}
