using FsCheck;
using FsCheck.Fluent;

namespace MlNetDeep.Tuning.Tests;

public class HypervolumeTests
{
    [Fact]
    public void It_is_the_volume_up_to_the_reference()
    {
        Study study = Study(Direction.Minimize, Direction.Maximize);
        Add(study, 1, 2);   // (3 - 1) x (2 - 0)
        Add(study, 2, 3);   // and (3 - 2) x (3 - 2) more
        Add(study, 2, 1);   // dominated
        Add(study, 4, 9);   // beyond the reference
        Assert.Equal([4.0, 5, 5, 5], study.HypervolumeHistory([3, 0]));
        Assert.Equal(5, study.Hypervolume([3, 0]));
    }

    [Fact]
    public void Without_a_reference_the_worst_values_are_it()
    {
        Study study = Study(Direction.Minimize, Direction.Minimize);
        Assert.Equal(0, study.Hypervolume());
        Add(study, 1, 5);
        Add(study, 4, 1);
        Add(study, 2, 2);
        Add(study, double.PositiveInfinity, 0);
        Assert.Equal((4 - 2) * (5 - 2), study.Hypervolume());
    }

    [Fact]
    public void Trials_that_failed_or_violate_a_constraint_change_nothing()
    {
        Study study = Study(Direction.Minimize, Direction.Minimize);
        Add(study, 1, 1);
        study.AddTrial(new TrialRecord { State = TrialState.Failed });
        study.AddTrial(Studies.Complete(0) with { Values = [0, 0], Constraints = new Dictionary<string, double> { ["size"] = 1 } });
        Assert.Equal([1.0, 1, 1], study.HypervolumeHistory([2, 2]));
    }

    [Fact]
    public void A_boundless_value_has_a_boundless_volume()
    {
        Study study = Study(Direction.Maximize, Direction.Minimize);
        Add(study, 1, 1);
        Add(study, double.PositiveInfinity, 0);
        Add(study, 2, -1);
        Assert.Equal([1.0, double.PositiveInfinity, double.PositiveInfinity], study.HypervolumeHistory([0, 2]));
    }

    [Fact]
    public void The_reference_has_a_number_for_each_objective()
    {
        Study study = Study(Direction.Minimize, Direction.Minimize);
        Assert.StartsWith("study 'study' has 2 objectives, so its reference point has as many numbers, not [1]", Assert.Throws<ArgumentException>(() => study.Hypervolume([1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => study.Hypervolume([1, double.NaN]));
    }

    [Fact]
    public void It_is_the_share_of_random_points_that_are_dominated() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(20), Prop.ForAll<byte[]>(bytes =>
    {
        const int samples = 4000;
        Study study = Study(Direction.Minimize, Direction.Minimize, Direction.Maximize);
        for (int i = 0; i + 2 < bytes.Length; i += 3) Add(study, bytes[i] / 255.0, bytes[i + 1] / 255.0, -bytes[i + 2] / 255.0);
        int dominated = Enumerable.Range(0, samples).Count(sample =>
        {
            double[] point = [.. Enumerable.Range(0, 3).Select(d => CounterRandom.Uniform(7, sample, "point", d))];
            return study.Trials.Any(trial => trial.Values[0] <= point[0] && trial.Values[1] <= point[1] && -trial.Values[2] <= point[2]);
        });
        double volume = study.Hypervolume([1, 1, -1]);
        Assert.InRange(volume, (double)dominated / samples - 0.04, (double)dominated / samples + 0.04);
        Assert.Equal(study.HypervolumeHistory([1, 1, -1]).Order(), study.HypervolumeHistory([1, 1, -1]));
    }));

    private static Study Study(params Direction[] directions) => Studies.Create(directions);

    private static void Add(Study study, params double[] values) => study.AddTrial(Studies.Complete(0) with { Values = [.. values] });
}
