using FsCheck;
using FsCheck.Fluent;

namespace MlNetDeep.Tuning.Tests.Distributions;

public class DistributionPropertyTests
{
    private static readonly double[] s_units = [0, double.Epsilon, 1e-9, 0.1, 0.25, 1 / 3.0, 0.5, 0.75, 0.9, 1 - 1.1e-16, 1];

    [Fact]
    public void Drawn_values_are_contained_and_survive_JSON() => Check.QuickThrowOnFailure(Prop.ForAll(Distributions(), distribution =>
    {
        Distribution read = Distribution.FromJson(distribution.ToJson());
        return read.Equals(distribution) && read.GetHashCode() == distribution.GetHashCode()
            && s_units.All(unit => distribution.Contains(distribution.FromUnit(unit)))
            && s_units.All(unit => distribution.ToInternal(distribution.ToExternal(distribution.FromUnit(unit))) == distribution.FromUnit(unit));
    }));

    [Fact]
    public void The_place_of_a_value_leads_back_to_it() => Check.QuickThrowOnFailure(Prop.ForAll(Distributions(), distribution => s_units.All(unit =>
    {
        double value = distribution.FromUnit(unit), place = distribution.ToUnit(value), again = distribution.FromUnit(place);
        bool isExact = double.IsFinite(distribution.Count);
        return place is >= 0 and <= 1 && (isExact ? again == value : Math.Abs(distribution.ToUnit(again) - place) < 1e-9);
    })));

    [Theory]
    [InlineData(-1e308, 1e308, false)]
    [InlineData(-double.MaxValue, double.MaxValue, false)]
    [InlineData(0, double.Epsilon, false)]
    [InlineData(1, 1.0000000000000002, false)]
    [InlineData(1, 1.0000000000000002, true)]
    [InlineData(1e-320, 1e308, true)]
    [InlineData(double.Epsilon, 1e-320, true)]
    [InlineData(1e308, double.MaxValue, true)]
    public void Contract32_extreme_ranges_stay_inside(double low, double high, bool log)
    {
        var distribution = new FloatDistribution(low, high, log);
        Assert.All(s_units, unit => Assert.True(distribution.Contains(distribution.FromUnit(unit)), $"{unit} gives {distribution.FromUnit(unit)}"));
        Assert.Equal(distribution, Distribution.FromJson(distribution.ToJson()));
    }

    [Fact]
    public void Contract08_choices_may_be_null_numbers_booleans_and_text()
    {
        var distribution = new CategoricalDistribution(null, true, 1, 1.0, "1", double.NaN, double.PositiveInfinity, "größer ✓");
        var read = (CategoricalDistribution)Distribution.FromJson(distribution.ToJson());
        Assert.Equal(distribution, read);
        Assert.Equal(5, read.ToInternal(double.NaN));
        Assert.IsType<int>(read.ToExternal(2));
        Assert.IsType<double>(read.ToExternal(3));
        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => new CategoricalDistribution()).Message, StringComparison.Ordinal);
        Assert.Contains("\"a\" is there twice", Assert.Throws<ArgumentException>(() => new CategoricalDistribution("a", "b", "a")).Message, StringComparison.Ordinal);
        Assert.Contains("a DateTime", Assert.Throws<ArgumentException>(() => new CategoricalDistribution(DateTime.MinValue)).Message, StringComparison.Ordinal);
        Assert.Contains("\"c\" is none of the choices {\"a\", \"b\"}", Assert.Throws<ArgumentException>(() => new CategoricalDistribution("a", "b").ToInternal("c")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contract09_JSON_is_stable_and_defaults_may_be_absent()
    {
        Assert.Equal("""{"kind":"float","low":0.0001,"high":0.01,"log":true}""", new FloatDistribution(1e-4, 1e-2, log: true).ToJson());
        Assert.Equal("""{"kind":"int","low":2,"high":4}""", new IntDistribution(2, 4).ToJson());
        Assert.Equal("""{"kind":"categorical","choices":["a",null,false,3,{"double":0.5}]}""", new CategoricalDistribution("a", null, false, 3, 0.5).ToJson());
        Assert.Equal(new IntDistribution(1, 9, step: 2), Distribution.FromJson("""{"kind":"int","low":1,"high":9,"log":false,"step":2}"""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"kind":"int","low":1}""")]
    [InlineData("""{"kind":"int","low":5,"high":1}""")]
    [InlineData("""{"kind":"int","low":1,"high":99999999999}""")]
    [InlineData("""{"kind":"float","low":"a","high":1}""")]
    [InlineData("""{"kind":"categorical","choices":[]}""")]
    [InlineData("""{"kind":"categorical","choices":[{"x":1}]}""")]
    [InlineData("""{"kind":"gaussian"}""")]
    public void Malformed_JSON_is_one_clear_error(string json) =>
        Assert.Throws<FormatException>(() => Distribution.FromJson(json));

    private static Arbitrary<Distribution> Distributions()
    {
        Gen<double> finite = ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite);
        Gen<Distribution> ints = from a in ArbMap.Default.GeneratorFor<int>()
                                 from b in ArbMap.Default.GeneratorFor<int>()
                                 from log in Gen.Elements(false, true)
                                 from step in Gen.Choose(1, 40)
                                 let low = log ? Math.Max(1, Math.Min(a, b)) : Math.Min(a, b)
                                 select (Distribution)new IntDistribution(low, Math.Max(low, Math.Max(a, b)), log, step);
        Gen<Distribution> floats = from a in finite
                                   from b in finite
                                   from log in Gen.Elements(false, true)
                                   let low = log ? Math.Max(Math.Abs(a), double.Epsilon) : Math.Min(a, b)
                                   let high = log ? Math.Max(low, Math.Abs(b)) : Math.Max(a, b)
                                   select (Distribution)new FloatDistribution(low, high, log);
        Gen<Distribution> grids = from low in Gen.Choose(-1000, 1000)
                                  from count in Gen.Choose(0, 500)
                                  from step in Gen.Elements(0.1, 0.05, 1 / 3.0, 1e-3, 7.5, 1e10)
                                  select (Distribution)new FloatDistribution(low / 8.0, low / 8.0 + count * step, step: step);
        Gen<Distribution> ratios = from low in Gen.Choose(1, 1000)
                                   from count in Gen.Choose(0, 30)
                                   from ratio in Gen.Elements(2, 10, 1.5, Math.Sqrt(2))
                                   select (Distribution)new FloatDistribution(low / 1000.0, low / 1000.0 * Math.Pow(ratio, count), log: true, step: ratio);
        Gen<Distribution> choices = from values in Gen.NonEmptyListOf(Gen.Elements<object?>("a", "b", "", 1, 2, 1.0, true, false, null, double.NaN)) select (Distribution)new CategoricalDistribution(values.Distinct());
        return Gen.OneOf(ints, floats, grids, ratios, choices).ToArbitrary();
    }
}
