using MlNetDeep.TestSupport;

namespace MlNetDeep.Tuning.Tests.Processes;

/// <summary>Two studies with a storage each on one file, as two processes have them.</summary>
public sealed class SharedProposalsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_process_sees_what_another_one_has_only_just_proposed()
    {
        using SqliteStorage here = Open(), there = Open();
        var sampler = new Stubborn();
        Study one = Study.Open(new() { Storage = here, Sampler = sampler }), other = Study.Open(new() { Storage = there, Sampler = sampler });
        Trial running = Begin(one), second = Begin(other);
        Assert.Equal(0.5, running.SuggestFloat("x", 0, 1));
        TrialRecord seen = other.History().Running.Single(trial => trial.Number == running.Number);
        Assert.Equal([0.5, 0.25], seen.Parameters.Values.Select(value => value.Internal));   // y is proposed, but was not asked for yet
        Assert.NotEqual(0.5, second.SuggestFloat("x", 0, 1));
    }

    [Fact]
    public void Of_two_processes_that_propose_the_same_at_the_same_moment_one_changes_it()
    {
        using SqliteStorage here = Open(), there = Open();
        var sampler = new Stubborn();
        Study one = Study.Open(new() { Storage = here, Sampler = sampler }), other = Study.Open(new() { Storage = there, Sampler = sampler });
        Trial first = Begin(one), second = Begin(other);
        double x = 0;
        sampler.Meanwhile = () =>
        {
            sampler.Meanwhile = null;
            x = second.SuggestFloat("x", 0, 1);
        };
        double changed = first.SuggestFloat("x", 0, 1);   // chosen before the other one is stored
        Assert.Equal(0.5, x);
        Assert.NotEqual(0.5, changed);
        first.SuggestFloat("y", 0, 1);
        one.Tell(first, 1);
        Assert.Equal(changed, other.Trials[first.Number].Parameters["x"].Internal);
    }

    private SqliteStorage Open() => new(_folder.File("studies.db"));

    // As searches do, which store a trial when it reports and when it ends.
    private static Trial Begin(Study study) => study.Begin(storesAtOnce: false, static _ => false, CancellationToken.None)!;

    /// <summary>Proposes the same every time.</summary>
    private sealed class Stubborn : ISampler
    {
        public Action? Meanwhile { get; set; }

        public IReadOnlyDictionary<string, ParameterValue> SampleJoint(StudyHistory history, SamplingContext trial)
        {
            Meanwhile?.Invoke();
            var unit = new FloatDistribution(0, 1);
            return new OrderedDictionary<string, ParameterValue> { ["x"] = new(unit, 0.5), ["y"] = new(unit, 0.25) };
        }

        public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution) => distribution.FromUnit(0.75);
    }
}
