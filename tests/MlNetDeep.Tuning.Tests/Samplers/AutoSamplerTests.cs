namespace MlNetDeep.Tuning.Tests.Samplers;

public class AutoSamplerConformance : SamplerConformance
{
    protected override ISampler Create() => new AutoSampler();
}

public class AutoSamplerTests
{
    private readonly List<string> _told = [];

    [Fact]
    public void It_says_once_what_it_chose_and_why()
    {
        Study study = Create(new());
        study.Optimize(trial => trial.SuggestFloat("x", 0, 1), new() { Trials = 50 });
        Assert.Equal("from trial 0 on GaussianProcessSampler proposes: the trials are fewer than 300", Assert.Single(_told));
        Assert.All(study.Trials, trial => Assert.Equal("GaussianProcessSampler", trial.SamplerNotes["auto.sampler"]));
    }

    [Fact]
    public void A_small_budget_is_named()
    {
        Create(new()).Optimize(trial => trial.SuggestFloat("x", 0, 1), new() { Trials = 12 });
        Assert.Equal("from trial 0 on GaussianProcessSampler proposes: the budget is 12 trials", Assert.Single(_told));
    }

    [Fact]
    public void Pruned_trials_and_several_objectives_are_learned_from_by_TPE()
    {
        Create(new()).Optimize(trial => trial.SuggestFloat("x", 0, 1) > 0.5 && trial.Number < 30 ? throw new TrialPrunedException() : 1, new() { Trials = 50 });
        Assert.Contains(_told, message => message.Contains("TpeSampler proposes: trials are pruned", StringComparison.Ordinal));
        _told.Clear();
        Create(new() { Directions = [Direction.Minimize, Direction.Maximize] }).Optimize(trial => [trial.SuggestFloat("x", 0, 1), trial.SuggestFloat("y", 0, 1)], new() { Trials = 20 });
        Assert.Equal("from trial 0 on TpeSampler proposes: there are 2 objectives", Assert.Single(_told));
    }

    [Theory]
    [InlineData(false, 300, "CmaEsSampler")]
    [InlineData(true, 300, "SmacSampler")]
    [InlineData(true, 1000, "TpeSampler")]
    public void Many_trials_change_the_choice(bool isConditional, int trials, string sampler)
    {
        Study study = Create(new());
        var distribution = new FloatDistribution(0, 1);
        var kinds = new CategoricalDistribution("a", "b");
        for (int i = 0; i < trials; i++)
        {
            var parameters = new Dictionary<string, ParameterValue> { ["x"] = new(distribution, i / 1000.0) };
            if (isConditional) parameters["kind"] = new(kinds, i % 2);
            study.AddTrial(new TrialRecord { State = TrialState.Complete, Values = [i], Parameters = parameters });
        }
        Trial trial = study.Ask();
        trial.SuggestFloat("x", 0, 1);
        Assert.Contains($"from trial {trials} on {sampler} proposes", Assert.Single(_told), StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_without_a_sampler_has_this_one()
    {
        Study study = Study.Create(new() { Observers = [new Listener(_told)] });
        study.Ask().SuggestFloat("x", 0, 1);
        Assert.Single(_told);
    }

    private Study Create(StudyOptions options) => Study.Create(options with { Sampler = new AutoSampler(), Observers = [new Listener(_told)] });

    private sealed class Listener(List<string> told) : IStudyObserver
    {
        public void Informed(Study study, string message) => told.Add(message);
    }
}
