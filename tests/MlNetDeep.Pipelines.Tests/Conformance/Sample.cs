using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace MlNetDeep.Pipelines.Tests.Conformance;

/// <summary>A row with something to learn for every estimator: all labels follow from all features.</summary>
public sealed class Sample
{
    private const int Size = 8;

    public float Number { get; set; }

    public double Exact { get; set; }

    public bool Flag { get; set; }

    public string City { get; set; } = "";

    [VectorType(2)]
    public float[] Place { get; set; } = [];

    [VectorType(6)]
    public float[] Window { get; set; } = [];

    public string Text { get; set; } = "";

    [ImageType(Size, Size)]
    public MLImage? Image { get; set; }

    public string Kind { get; set; } = "";

    public bool Yes { get; set; }

    public float Amount { get; set; }

    [VectorType(2)]
    public float[] Amounts { get; set; } = [];

    public float Weight { get; set; } = 1;

    /// <summary>Rows with keys made of City (CityKey) and Kind (KindKey).</summary>
    public static IDataView View(MLContext ml, int count = 96, int seed = 1)
    {
        IDataView rows = ml.Data.LoadFromEnumerable(Rows(count, seed));
        return ml.Transforms.Conversion.MapValueToKey("CityKey", "City").Append(ml.Transforms.Conversion.MapValueToKey("KindKey", "Kind")).Fit(rows).Transform(rows);
    }

    public static Sample[] Rows(int count, int seed = 1)
    {
        var random = new Random(seed);
        string[] cities = ["Bonn", "Kiel", "Ulm"], kinds = ["large", "small"];
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            bool high = i % 2 == 0;
            float level = (high ? 1 : -1) + 0.3f * ((float)random.NextDouble() - 0.5f);
            return new Sample
            {
                Number = i % 17 == 3 ? float.NaN : 50 * level,
                Exact = 3 - level,
                Flag = high,
                City = i % 13 == 5 ? "" : cities[high ? 0 : 1 + (i / 2 % 2)],
                Place = [level, 7],
                Window = [.. Enumerable.Range(0, 6).Select(k => level * k)],
                Text = high ? $"a very big house number {i}, isn't it?" : $"one tiny little flat {i}.",
                Image = MLImage.CreateFromPixels(Size, Size, MLPixelFormat.Rgba32, [.. Enumerable.Range(0, Size * Size * 4).Select(_ => (byte)((high ? 160 : 40) + random.Next(50)))]),
                Kind = kinds[high ? 0 : 1],
                Yes = high,
                Amount = 1000 + 100 * level,
                Amounts = [10 * level, -level],
                Weight = i % 3,
            };
        })];
    }
}
