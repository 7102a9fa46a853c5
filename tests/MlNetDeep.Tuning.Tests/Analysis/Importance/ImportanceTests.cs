using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Tuning.Tests;

public class ImportanceTests
{
    private static readonly CategoricalDistribution s_choice = new(["a", "b"]);
    private static readonly FloatDistribution s_unit = new(0, 1);

    public static TheoryData<ImportanceMethod> Methods => [.. Enum.GetValues<ImportanceMethod>()];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Contract40_importance_needs_two_finished_trials(ImportanceMethod method)
    {
        Study study = Studies.Create();
        study.AddTrial(Studies.Complete(1, ("x", s_unit, 0.5)));
        study.AddTrial(new TrialRecord { State = TrialState.Failed });
        string message = Assert.Throws<InvalidOperationException>(() => study.Importance(new() { Method = method })).Message;
        Assert.Equal("importance needs at least 2 finished trials, but study 'study' has 1", message);
        study.AddTrial(Studies.Complete(2, ("x", s_unit, 0.7)));
        Assert.Equal(1, study.Importance(new() { Method = method })["x"], 12);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Contract40_a_single_value_has_no_importance_and_equal_values_share_it(ImportanceMethod method)
    {
        Study study = Studies.Create(), equal = Studies.Create();
        for (int i = 0; i < 20; i++)
        {
            double x = i * 7 % 20 / 20.0;
            study.AddTrial(Studies.Complete(x, ("x", s_unit, x), ("fixed", new FloatDistribution(3, 3), 3.0)));
            equal.AddTrial(Studies.Complete(5, ("x", s_unit, x), ("y", s_unit, i / 20.0)));
        }
        Assert.Equal(["x", "fixed"], study.Importance(new() { Method = method }).Keys);
        Assert.Equal(0, study.Importance(new() { Method = method })["fixed"]);
        Assert.Equal([0.5, 0.5], equal.Importance(new() { Method = method }).Values);
        Assert.Empty(WithoutParameters().Importance(new() { Method = method }));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Contract40_all_trials_may_be_pruned_or_infinite(ImportanceMethod method)
    {
        Study pruned = Studies.Create(), infinite = Studies.Create();
        for (int i = 0; i < 20; i++)
        {
            double x = i * 7 % 20 / 20.0;
            pruned.AddTrial(Studies.Pruned(x, ("x", s_unit, x), ("y", s_unit, i / 20.0)));
            infinite.AddTrial(Studies.Complete(i == 19 ? double.NegativeInfinity : i % 2 == 0 ? double.PositiveInfinity : x, ("x", s_unit, x), ("y", s_unit, i / 20.0)));
        }
        IReadOnlyDictionary<string, double> importance = pruned.Importance(new() { Method = method });
        Assert.Equal("x", importance.Keys.First());
        Assert.Equal(1, importance.Values.Sum(), 12);
        Assert.Equal(1, infinite.Importance(new() { Method = method }).Values.Sum(), 12);
    }

    [Fact]
    public void Importance_is_a_share() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(30), Prop.ForAll<byte, byte, bool>(CheckShares));

    private static void CheckShares(byte trials, byte seed, bool second)
    {
        Study study = Studies.Mixed(4 + trials % 40, objectives: 2, seed);
        foreach (ImportanceMethod method in Enum.GetValues<ImportanceMethod>())
        {
            IReadOnlyDictionary<string, double> importance = study.Importance(new() { Method = method, Trees = 5, Objective = second ? 1 : 0 });
            Assert.All(importance.Values, share => Assert.InRange(share, 0, 1));
            Assert.Equal(1, importance.Values.Sum(), 12);
            Assert.Equal(importance.Values.OrderDescending(), importance.Values);
            Assert.Equal(importance, study.Importance(new() { Method = method, Trees = 5, Objective = second ? 1 : 0 }));
        }
    }

    [Fact]
    public void The_divergence_is_that_of_the_definition()
    {
        // Both good trials have a, as half of all: (2 + 1/2) / 3 beside (10 + 1/2) / 21. The other parameter has either value in one.
        Study study = Studies.Create();
        for (int i = 0; i < 20; i++) study.AddTrial(Studies.Complete(i, ("good", s_choice, i < 10 ? "a" : "b"), ("none", s_choice, i % 2 == 0 ? "a" : "b")));
        double[] raw = PedAnova.Of(study.History().Observations, 0, 0.1);
        int good = study.History().Observations.Columns[0].Name == "good" ? 0 : 1;
        Assert.Equal(4.0 / 9, raw[good], 12);
        Assert.Equal(0, raw[1 - good], 12);
    }

    [Fact]
    public void A_condition_is_the_merit_of_the_parent()
    {
        Study study = Studies.Create();
        for (int i = 0; i < 200; i++)
        {
            bool isA = i % 2 == 0;
            double x = i * 37 % 100 / 100.0, value = isA ? i % 17 : 100 + i;
            study.AddTrial(isA ? Studies.Complete(value, ("kind", s_choice, "a"), ("child", s_unit, x)) : Studies.Complete(value, ("kind", s_choice, "b")));
        }
        Assert.True(study.Importance()["kind"] > 0.8);
        Assert.True(study.Importance(new() { Method = ImportanceMethod.Fanova })["kind"] > 0.9);
    }

    [Fact]
    public void The_good_trials_count_and_not_how_bad_the_others_are()
    {
        // y spoils everything at its upper end; elsewhere only x matters.
        Study study = Studies.Create();
        for (int i = 0; i < 400; i++)
        {
            double x = i % 20 / 20.0, y = i / 20 / 20.0;
            study.AddTrial(Studies.Complete((y > 0.9 ? 1000 : 0) + x, ("x", s_unit, x), ("y", s_unit, y)));
        }
        Assert.Equal("x", study.Importance().Keys.First());
        Assert.Equal("y", study.Importance(new() { Method = ImportanceMethod.Fanova }).Keys.First());
    }

    [Fact]
    public void Shares_of_a_sum_are_those_of_its_variances()
    {
        Study study = Studies.Create();
        for (int i = 0; i < 600; i++)
        {
            double x = CounterRandom.Uniform(1, i, "x"), y = CounterRandom.Uniform(1, i, "y");
            study.AddTrial(Studies.Complete(3 * x + y, ("x", s_unit, x), ("y", s_unit, y)));
        }
        Assert.InRange(study.Importance(new() { Method = ImportanceMethod.Fanova })["x"], 0.87, 0.93);
        Assert.InRange(study.Importance(new() { Method = ImportanceMethod.MeanDecreaseOfImpurity })["x"], 0.85, 0.93);
    }

    [Fact]
    public void Each_objective_has_its_own()
    {
        Study study = Studies.Create(Direction.Minimize, Direction.Maximize);
        for (int i = 0; i < 100; i++)
        {
            double x = i % 10 / 10.0, y = i / 10 / 10.0;
            study.AddTrial(Studies.Complete(0, ("x", s_unit, x), ("y", s_unit, y)) with { Values = [x, y] });
        }
        foreach (ImportanceMethod method in Enum.GetValues<ImportanceMethod>())
        {
            Assert.Equal("x", study.Importance(new() { Method = method }).Keys.First());
            Assert.Equal("y", study.Importance(new() { Method = method, Objective = 1 }).Keys.First());
        }
        Assert.Equal("the study has 2 objectives, numbered from 0, so there is no objective 2", Assert.Throws<ArgumentException>(() => study.Importance(new() { Objective = 2 })).Message);
        Assert.Equal("GoodShare is above 0 and below 1, not 1", Assert.Throws<ArgumentException>(() => study.Importance(new() { GoodShare = 1 })).Message);
        Assert.Equal("Trees must be at least 1, but is 0", Assert.Throws<ArgumentException>(() => study.Importance(new() { Trees = 0 })).Message);
    }

    [Fact]
    public void The_forests_agree_with_Optuna()
    {
        // 150 trials and their importance by fANOVA and mean decrease of impurity of Optuna 3.1.0 (scikit-learn's forest), mean of ten seeds.
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllText(Repository.Golden("tuner", "importance.json")));
        Study study = Studies.Create();
        foreach (JsonElement row in golden.RootElement.GetProperty("trials").EnumerateArray())
        {
            study.AddTrial(Studies.Complete(row[4].GetDouble(),
                ("lr", new FloatDistribution(1e-5, 1, log: true), row[0].GetDouble()), ("layers", new IntDistribution(1, 6), row[1].GetInt32()),
                ("act", new CategoricalDistribution(["relu", "tanh", "gelu"]), row[2].GetString()), ("dropout", new FloatDistribution(0, 0.5), row[3].GetDouble())));
        }
        foreach ((string key, ImportanceMethod method) in new[] { ("fanova", ImportanceMethod.Fanova), ("mdi", ImportanceMethod.MeanDecreaseOfImpurity) })
        {
            IReadOnlyDictionary<string, double> ours = study.Importance(new() { Method = method });
            foreach (JsonProperty theirs in golden.RootElement.GetProperty(key).EnumerateObject())
                Assert.True(Math.Abs(ours[theirs.Name] - theirs.Value.GetDouble()) < 0.05, $"{key} of {theirs.Name}: {ours[theirs.Name]}, Optuna {theirs.Value}");
        }
    }

    private static Study WithoutParameters()
    {
        Study study = Studies.Create();
        for (int i = 0; i < 3; i++) study.AddTrial(Studies.Complete(i));
        return study;
    }
}
