using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace MlNetDeep.Pipelines.Tests;

/// <summary>A problem that a small network learns in seconds: noisy squares whose bright quarter names the class.</summary>
internal sealed class ColorImages
{
    public const int Size = 16;

    public static readonly string[] Classes = ["bottom", "left", "top"];

    public sealed class Row
    {
        [ImageType(Size, Size)] public MLImage? Image { get; set; }

        public string Label { get; set; } = "";

        public float Number { get; set; }

        public float[] Vector { get; set; } = [];
    }

    public sealed class PathRow
    {
        public string Path { get; set; } = "";

        public string Label { get; set; } = "";
    }

    public static List<Row> Rows(int count, int seed = 1, int classes = 3)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => new Row
        {
            Image = MLImage.CreateFromPixels(Size, Size, MLPixelFormat.Rgba32, Pixels(i % classes, random)),
            Label = Classes[i % classes],
            Number = i,
            Vector = [.. Enumerable.Range(0, i % 4).Select(k => i + 0.5f * k)],
        })];
    }

    public static IDataView Data(MLContext ml, int count, int seed = 1, int classes = 3) =>
        ml.Transforms.Conversion.MapValueToKey("Label").Fit(ml.Data.LoadFromEnumerable(Rows(count, seed, classes)))
            .Transform(ml.Data.LoadFromEnumerable(Rows(count, seed, classes)));

    /// <summary>The same images as PNG files, with their paths.</summary>
    public static List<PathRow> Save(string folder, int count, int seed = 1)
    {
        Directory.CreateDirectory(folder);
        return [.. Rows(count, seed).Select((row, i) =>
        {
            string path = Path.Combine(folder, $"{i:000}.png");
            row.Image!.Save(path);
            return new PathRow { Path = path, Label = row.Label };
        })];
    }

    /// <summary>Options that train in about a second.</summary>
    public static ImageClassificationOptions FastOptions(int epochs = 8) => new()
    {
        Architecture = new Vision.ConvNet { Blocks = 2, Filters = 8, Dropout = 0 },
        Augmentation = Vision.ImageAugmentation.None,
        Epochs = epochs,
        BatchSize = 16,
        Seed = 3,
    };

    private static byte[] Pixels(int label, Random random)
    {
        byte[] pixels = new byte[Size * Size * 4];
        for (int y = 0; y < Size; y++)
            for (int x = 0; x < Size; x++)
            {
                bool bright = label switch { 0 => y >= Size / 2, 1 => x < Size / 2, _ => y < Size / 2 };
                for (int c = 0; c < 3; c++) pixels[(y * Size + x) * 4 + c] = (byte)((bright ? 150 : 40) + random.Next(60));
                pixels[(y * Size + x) * 4 + 3] = 255;
            }
        return pixels;
    }
}
