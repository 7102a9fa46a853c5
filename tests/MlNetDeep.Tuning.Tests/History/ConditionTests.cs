namespace MlNetDeep.Tuning.Tests.History;

public class ConditionTests
{
    [Theory]
    [InlineData("above", 0.9, 0.2)]
    [InlineData("below", 0.1, 0.8)]
    [InlineData("among", 0.5, 0.05)]
    [InlineData("around", 0.95, 0.5)]
    public void A_number_can_decide_from_where_to_where_a_parameter_is_asked_for(string rule, double active, double inactive)
    {
        Study study = Study.Create(new() { Seed = 1 });
        study.Optimize(trial =>
        {
            double x = trial.SuggestFloat("x", 0, 1);
            bool asks = rule switch { "above" => x > 0.5, "below" => x < 0.4, "among" => x is > 0.25 and < 0.7, _ => x is < 0.3 or > 0.8 };
            return trial.SuggestFloat("other", 0, 1) + (asks ? trial.SuggestFloat("child", 0, 1) : 0);
        }, new() { Trials = 60 });
        SearchSpace space = study.History().Observations.Space;
        Assert.Equal(["child"], space.Dimensions.Where(d => d.IsConditional).Select(d => d.Name));
        Assert.True(Asks(active));
        Assert.False(Asks(inactive));

        bool Asks(double x)
        {
            double[] point = [.. space.Dimensions.Select(d => d.Name == "x" ? x : 0.5)];
            space.Complete(point, _ => 0.5);
            return space.Parameters(point).ContainsKey("child");
        }
    }

    [Fact]
    public void Chance_is_no_rule()
    {
        Study study = Study.Create(new() { Seed = 1 });
        study.Optimize(trial => trial.SuggestFloat("x", 0, 1) + trial.SuggestCategorical("c", 1, 2, 3) + (trial.Number % 3 == 1 ? trial.SuggestFloat("child", 0, 1) : 0), new() { Trials = 60 });
        SearchSpace space = study.History().Observations.Space;
        Assert.DoesNotContain(space.Dimensions, d => d.IsConditional);
        double[] point = [.. space.Dimensions.Select(_ => double.NaN)];
        space.Complete(point, _ => 0.5);
        Assert.Equal(3, space.Parameters(point).Count);   // it may be asked for
    }
}
