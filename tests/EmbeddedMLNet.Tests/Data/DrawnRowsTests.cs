using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmbeddedMLNet.Tests.Data;

/// <summary>Which rows are drawn. The numbers are those of ML.NET 5.0.</summary>
public sealed class DrawnRowsTests
{
    [Theory]
    [InlineData(null, new[] { 5, 6, 10, 18, 20, 28, 31, 32, 37, 40, 44, 45, 46, 48, 50, 51 })]
    [InlineData(0, new[] { 8, 15, 17, 18, 22, 23, 26, 29, 31, 33, 34, 39, 40, 42, 45, 50, 51, 53 })]
    [InlineData(7, new[] { 3, 16, 17, 19, 22, 32, 34, 36, 41, 46, 50, 52, 53, 54, 58 })]
    [InlineData(-5, new[] { 0, 6, 10, 22, 25, 31, 34, 38, 44, 51, 57 })]
    [InlineData(123456, new[] { 4, 8, 9, 11, 15, 21, 23, 31, 35, 36, 55, 59 })]
    public void A_seed_chooses_the_test_set(int? seed, int[] expected)
    {
        var ml = new MLContext();
        DataOperationsCatalog.TrainTestData split = ml.Data.TrainTestSplit(View(ml, 60), 0.3, null, seed);
        Assert.Equal(expected, Rows(split.TestSet));
        Assert.Equal(Enumerable.Range(0, 60).Except(expected), Rows(split.TrainSet));
    }

    [Fact]
    public void The_seed_of_the_context_stands_in_for_a_missing_one()
    {
        var ml = new MLContext(5);
        Assert.Equal([2, 17, 21, 37, 51, 52], Rows(ml.Data.TrainTestSplit(View(ml, 60)).TestSet));
    }

    [Theory]
    [InlineData("F", new[] { 0, 1, 2, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16 })]
    [InlineData("D", new[] { 0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13, 15, 16, 17 })]
    [InlineData("V", new[] { 2, 4, 6, 8, 9, 12, 13, 14, 25, 30, 33, 50, 52 })]
    [InlineData("S", new[] { 0, 4, 5, 9, 10, 11, 12, 16, 21, 22, 23, 24, 28, 29, 33, 34, 36, 40, 41, 45, 46, 47, 48, 52, 57, 58, 59 })]
    [InlineData("I", new[] { 1, 3, 7, 14, 15, 19, 24, 26, 31, 33, 35, 36, 38, 39, 41, 46, 56, 59 })]
    [InlineData("L", new[] { 0, 3, 4, 12, 14, 15, 17, 21, 23, 26, 28, 31, 37, 38, 44, 47, 51, 53, 54, 59 })]
    [InlineData("B", new int[0])]
    [InlineData("W", new[] { 0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56 })]
    [InlineData("T", new[] { 3, 4, 5, 8, 14, 20, 23, 28, 33, 37, 38, 44, 47, 48, 51, 52, 55, 56 })]
    [InlineData("SV", new[] { 0, 1, 4, 6, 7, 12, 13, 16, 18, 19, 22, 24, 25, 28, 30, 31, 34, 36, 37, 40, 42, 46, 48, 49, 52, 55, 58 })]
    public void Equal_values_of_a_key_column_stay_together(string key, int[] expected)
    {
        var ml = new MLContext();
        Assert.Equal(expected, Rows(ml.Data.TrainTestSplit(View(ml, 60), 0.3, key, 3).TestSet));
    }

    [Fact]
    public void Rows_without_a_key_are_in_neither_set()
    {
        var ml = new MLContext();
        DataOperationsCatalog.TrainTestData split = ml.Data.TrainTestSplit(View(ml, 60), 0.3, "S", 3);
        Assert.Equal(Enumerable.Range(0, 60).Where(i => i % 9 == 8), Enumerable.Range(0, 60).Except(Rows(split.TestSet)).Except(Rows(split.TrainSet)));
    }

    [Fact]
    public void Folds_are_those_of_the_seed()
    {
        var ml = new MLContext(2);
        IReadOnlyList<DataOperationsCatalog.TrainTestData> folds = ml.Data.CrossValidationSplit(View(ml, 40), 4);
        Assert.Equal(4, folds.Count);
        Assert.Equal([2, 4, 9, 17, 25, 31, 33, 36], Rows(folds[0].TestSet));
        Assert.Equal([0, 3, 11, 14, 18, 23, 27, 28, 29, 32, 37, 39], Rows(folds[1].TestSet));
        Assert.Equal([1, 3, 5, 6, 11, 13, 15, 18, 23, 25, 27, 29, 30, 37, 39], Rows(ml.Data.CrossValidationSplit(View(ml, 40), 4, "S")[2].TestSet));
    }

    [Theory]
    [InlineData(1, 1000, true, new[] { 39, 15, 13, 36, 6, 12, 19, 27, 40, 23, 7, 10, 8, 9, 3, 41, 47, 29, 48, 16, 21, 37, 14, 31, 20, 25, 17, 11, 45, 32, 28, 38, 44, 24, 5, 4, 49, 22, 35, 0, 46, 43, 42, 34, 33, 30, 1, 26, 2, 18 })]
    [InlineData(7, 5, true, new[] { 4, 5, 6, 2, 7, 8, 10, 9, 1, 0, 12, 11, 14, 15, 3, 16, 19, 13, 21, 18, 17, 25, 26, 24, 23, 29, 22, 31, 28, 30, 27, 35, 33, 34, 37, 32, 38, 41, 36, 40, 20, 44, 43, 46, 39, 42, 45, 49, 47, 48 })]
    [InlineData(-3, 17, false, new[] { 8, 7, 1, 14, 20, 3, 2, 0, 24, 9, 17, 6, 21, 12, 22, 23, 16, 13, 11, 34, 10, 28, 31, 5, 19, 26, 4, 43, 27, 18, 38, 29, 37, 30, 41, 15, 42, 36, 35, 46, 44, 25, 40, 39, 45, 49, 47, 33, 48, 32 })]
    public void A_shuffle_is_that_of_its_seed(int seed, int pool, bool source, int[] expected)
    {
        var ml = new MLContext();
        Assert.Equal(expected, Rows(ml.Data.ShuffleRows(View(ml, 50), seed, pool, source)));
    }

    [Fact]
    public void What_comes_later_draws_on_what_came_before_in_the_context()
    {
        var ml = new MLContext(9);
        Assert.Equal([42, 34, 7, 13, 4, 43, 27, 11, 31, 2, 41, 39, 15, 12, 20, 45, 37, 19, 0, 6, 40, 17, 48, 36, 22, 29, 28, 5, 33, 24, 46, 25, 30, 38, 14, 3, 8, 35, 44, 18, 47, 10, 32, 1, 49, 26, 23, 21, 9, 16], Rows(ml.Data.ShuffleRows(View(ml, 50))));
        ml = new MLContext(9);
        Assert.Equal([35, 17, 42, 28, 31, 16, 8, 46, 5, 10, 4, 2, 14, 18, 44, 39, 30, 21, 29, 24, 1, 7, 49, 19, 3, 37, 27, 26, 11, 13, 0, 38, 33, 48, 45, 34, 6, 25, 22, 41, 43, 40, 20, 12, 36, 9, 47, 23, 32, 15], Rows(ml.Data.ShuffleRows(ml.Data.Cache(View(ml, 50)))));
    }

    [Theory]
    [InlineData(1, false, new[] { 0, 0, 1, 1, 2, 2, 2, 4, 7, 9, 10, 11, 11, 11, 12, 12, 13, 15, 18, 19, 20, 21, 21, 22, 22, 23, 25, 25, 27, 27, 32, 33, 33, 34, 34, 36, 36, 39, 41, 42, 42, 42, 44, 44, 45, 46, 46, 46, 47, 47, 48 })]
    [InlineData(44, false, new[] { 0, 0, 2, 3, 5, 5, 5, 5, 6, 9, 9, 11, 12, 13, 13, 14, 14, 15, 15, 17, 18, 19, 19, 21, 23, 23, 23, 25, 25, 26, 28, 28, 29, 29, 37, 38, 38, 38, 39, 40, 40, 41, 42, 44, 44, 45, 45, 45, 45, 46 })]
    [InlineData(44, true, new[] { 1, 4, 7, 8, 10, 16, 20, 22, 24, 27, 30, 31, 32, 33, 34, 35, 36, 43, 47, 48, 49 })]
    public void A_bootstrap_sample_is_that_of_its_seed(int seed, bool complement, int[] expected)
    {
        var ml = new MLContext();
        Assert.Equal(expected, Rows(ml.Data.BootstrapSample(View(ml, 50), seed, complement)));
    }

    private static int[] Rows(IDataView view) => [.. view.GetColumn<int>("I").Select(i => (i + 100) / 31)];

    private static IDataView View(MLContext ml, int count) => ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Row
    {
        F = i % 7 == 3 ? float.NaN : (i * 0.5f) - 3,
        D = i % 5 == 4 ? double.NaN : i,
        V = [i, i % 6 == 5 ? float.NaN : -i],
        S = i % 9 == 8 ? "" : "ab c√é"[(i % 6)..] + (i % 4),
        I = (i * 31) - 100,
        L = (i * 10000000000L) - 50,
        B = i % 3 == 0,
        W = [.. Enumerable.Range(0, i % 4).Select(x => (float)x)],
        T = new DateTime(2020, 1, 1).AddHours(i),
        SV = ["x" + (i % 3), i % 11 == 10 ? "" : "y " + (i % 2)],
    }).ToArray());

    public sealed class Row
    {
        public float F { get; set; }

        public double D { get; set; }

        [VectorType(2)]
        public float[] V { get; set; } = [];

        public string S { get; set; } = "";

        public int I { get; set; }

        public long L { get; set; }

        public bool B { get; set; }

        public float[] W { get; set; } = [];

        public DateTime T { get; set; }

        [VectorType(2)]
        public string[] SV { get; set; } = [];
    }
}
