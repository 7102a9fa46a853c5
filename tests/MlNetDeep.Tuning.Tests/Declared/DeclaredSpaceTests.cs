namespace MlNetDeep.Tuning.Tests.Declared;

public class DeclaredSpaceTests
{
    private enum Norm
    {
        None,
        Batch,
        Layer,
    }

    private sealed class Options
    {
        [Range(16, 512, log: true)]
        public int Units { get; set; } = -1;

        [Choice("relu", "tanh")]
        public string Activation { get; set; } = "";

        [Choice]
        public bool Bias { get; set; }

        [Choice]
        public Norm Norm { get; set; }

        [Choice("sgd", "adam")]
        public string Optimizer { get; set; } = "";

        [When(nameof(Optimizer), "sgd"), Range(0, 0.99)]
        public float Momentum { get; set; } = -1;

        [Choice(32, 64, 128, Ordered = true)]
        public int Batch { get; set; }

        [Range(0, 0.5, step: 0.1)]
        public double? Dropout { get; set; }

        public int Untouched { get; set; } = 7;
    }

    [Fact]
    public void A_trial_fills_the_properties_that_have_attributes()
    {
        Study study = Study.Create(new());
        var seen = new List<Options>();
        study.Optimize(trial =>
        {
            seen.Add(trial.Suggest<Options>());
            return 0;
        }, new() { Trials = 60 });
        Assert.All(seen, options =>
        {
            Assert.InRange(options.Units, 16, 512);
            Assert.Contains(options.Activation, new[] { "relu", "tanh" });
            Assert.Contains(options.Batch, new[] { 32, 64, 128 });
            Assert.InRange(options.Dropout!.Value, 0, 0.5);
            Assert.Equal(7, options.Untouched);
            Assert.Equal(options.Optimizer == "adam", options.Momentum == -1);
        });
        Assert.Equal(3, seen.Select(options => options.Norm).Distinct().Count());
        Assert.Equal(2, seen.Select(options => options.Bias).Distinct().Count());
        Assert.All(study.Trials, trial => Assert.Equal(trial.Parameters["Optimizer"].Value is "sgd", trial.Parameters.ContainsKey("Momentum")));
        Assert.IsType<OrdinalDistribution>(study.Trials[0].Parameters["Batch"].Distribution);
    }

    [Fact]
    public void Json_and_attributes_say_the_same()
    {
        DeclaredSpace space = DeclaredSpace.Of<Options>(), read = DeclaredSpace.FromJson(space.ToJson());
        Assert.Equal(space.Parameters.Select(p => (p.Name, p.Distribution, p.When)), read.Parameters.Select(p => (p.Name, p.Distribution, p.When)));
        Assert.Equal(["sgd"], read.Parameters.Single(p => p.Name == "Momentum").WhenValues);
        Trial a = Study.Create(new()).Ask(), b = Study.Create(new()).Ask();
        Assert.Equal(space.Suggest(a), read.Suggest(b));
    }

    [Theory]
    [InlineData("{}", "not a search space")]
    [InlineData("""[{"name":"a","kind":"float","low":1,"high":0}]""", "parameter 'a': low must not be above high")]
    [InlineData("""[{"name":"a","kind":"int","low":1,"high":3},{"name":"a","kind":"int","low":1,"high":3}]""", "'a' is there twice")]
    [InlineData("""[{"name":"a","kind":"int","low":1,"high":3,"when":{"b":[1]}}]""", "depends on 'b', which is no parameter before it")]
    [InlineData("""[{"name":"b","kind":"int","low":1,"high":3},{"name":"a","kind":"int","low":1,"high":3,"when":{"b":[9]}}]""", "being 9, which is not in int 1..3")]
    [InlineData("""[{"kind":"int","low":1,"high":3}]""", "not a search space")]
    public void Bad_json_is_refused(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => DeclaredSpace.FromJson(json)).Message, StringComparison.Ordinal);

    private sealed class NoNumber
    {
        [Range(1, 2)]
        public string Name { get; set; } = "";
    }

    private sealed class WrongChoice
    {
        [Choice("a", 3)]
        public string Name { get; set; } = "";
    }

    private sealed class HalfInteger
    {
        [Range(0.5, 2)]
        public int Count { get; set; }
    }

    [Fact]
    public void Attributes_that_do_not_fit_are_named_with_their_property()
    {
        Assert.Equal("NoNumber: Name: a range needs a property of int, long, float or double, not String", Assert.Throws<ArgumentException>(DeclaredSpace.Of<NoNumber>).Message);
        Assert.Equal("WrongChoice: Name: the choice 3 is no String", Assert.Throws<ArgumentException>(DeclaredSpace.Of<WrongChoice>).Message);
        Assert.Contains("whole numbers, not 0.5", Assert.Throws<ArgumentException>(DeclaredSpace.Of<HalfInteger>).Message, StringComparison.Ordinal);
        Assert.Contains("no property of Object", Assert.Throws<ArgumentException>(DeclaredSpace.Of<object>).Message, StringComparison.Ordinal);
    }
}
