using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace EmbeddedMLNet.Images.Tests.Transforms;

public sealed class ImageTransformTests : IDisposable
{
    private readonly MLContext _ml = new(1);
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void Images_are_loaded_resized_turned_grey_and_extracted_in_one_pipeline()
    {
        IDataView data = Files(Solid("a.png", 4, 2, 200, 100, 50), Solid("b.png", 2, 4, 0, 0, 255));
        var pipeline = _ml.Transforms.LoadImages("Image", _folder, "Path")
            .Append(_ml.Transforms.ResizeImages("Small", 3, 2, "Image"))
            .Append(_ml.Transforms.ConvertToGrayscale("Gray", "Small"))
            .Append(_ml.Transforms.ExtractPixels("Pixels", "Small"))
            .Append(_ml.Transforms.ExtractPixels("GrayPixels", "Gray", ImagePixelExtractingEstimator.ColorBits.Red));
        IDataView output = pipeline.Fit(data).Transform(data);
        Assert.Equal("Image", output.Schema["Image"].Type.ToString());
        Assert.Equal("Image<2, 3>", output.Schema["Small"].Type.ToString());
        Assert.Equal("Vector<Single, 3, 2, 3>", output.Schema["Pixels"].Type.ToString());
        Assert.Equal("Vector<Single, 1, 2, 3>", output.Schema["GrayPixels"].Type.ToString());
        float[][] pixels = [.. output.GetColumn<float[]>("Pixels")];
        Assert.Equal([.. Enumerable.Repeat(200f, 6), .. Enumerable.Repeat(100f, 6), .. Enumerable.Repeat(50f, 6)], pixels[0]);
        Assert.Equal(Math.Round(0.2126 * 200 + 0.7152 * 100 + 0.0722 * 50), output.GetColumn<float[]>("GrayPixels").First()[0]);
        Assert.Equal(_folder, Path.GetDirectoryName(output.GetColumn<MLImage>("Image").First().Tag));
    }

    [Fact]
    public void Image_pipelines_survive_saving_and_loading()
    {
        IDataView data = Files(Solid("a.png", 4, 2, 200, 100, 50));
        var model = _ml.Transforms.LoadImages("Image", _folder, "Path")
            .Append(_ml.Transforms.ResizeImages("Image", 5, 4, resizing: ImageResizingEstimator.ResizingKind.IsoPad))
            .Append(_ml.Transforms.ConvertToGrayscale("Gray", "Image"))
            .Append(_ml.Transforms.LoadRawImageBytes("Bytes", _folder, "Path"))
            .Append(_ml.Transforms.ExtractPixels("Pixels", "Gray", interleavePixelColors: true, offsetImage: 10, scaleImage: 0.5f)).Fit(data);
        using var stream = new MemoryStream();
        _ml.Model.Save(model, data.Schema, stream);
        ITransformer loaded = new MLContext().Model.Load(stream, out _);
        Assert.Equal(model.GetOutputSchema(data.Schema).Select(c => c.ToString()), loaded.GetOutputSchema(data.Schema).Select(c => c.ToString()));
        Assert.Equal(model.Transform(data).GetColumn<float[]>("Pixels"), loaded.Transform(data).GetColumn<float[]>("Pixels"));
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, "a.png")), loaded.Transform(data).GetColumn<byte[]>("Bytes").Single());
        using var engine = _ml.Model.CreatePredictionEngine<Row, Output>(loaded);
        Assert.Equal(model.Transform(data).GetColumn<float[]>("Pixels").Single(), engine.Predict(new Row { Path = "a.png" }).Pixels);
    }

    [Fact]
    public void An_unreadable_file_is_named_with_its_column()
    {
        File.WriteAllText(Path.Combine(_folder, "bad.png"), "no image");
        IDataView data = Files("bad.png");
        IDataView output = _ml.Transforms.LoadImages("Image", _folder, "Path").Fit(data).Transform(data);
        var e = Assert.Throws<ArgumentException>(() => output.GetColumn<MLImage>("Image").ToArray());
        Assert.Contains("bad.png", e.Message, StringComparison.Ordinal);
        Assert.Contains("'Path'", e.Message, StringComparison.Ordinal);
        IDataView missing = Files("none.png");
        Assert.Contains("none.png", Assert.Throws<ArgumentException>(() => _ml.Transforms.LoadRawImageBytes("B", _folder, "Path").Fit(missing).Transform(missing).GetColumn<byte[]>("B").ToArray()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_path_is_no_image_and_zeros()
    {
        IDataView data = Files("");
        IDataView output = _ml.Transforms.LoadImages("Image", _folder, "Path").Append(_ml.Transforms.ResizeImages("Image", 2, 2)).Append(_ml.Transforms.ExtractPixels("Pixels", "Image")).Fit(data).Transform(data);
        Assert.Null(output.GetColumn<MLImage>("Image").Single());
        Assert.Equal(new float[12], output.GetColumn<float[]>("Pixels").Single());
    }

    [Fact]
    public void Wrong_columns_are_named_before_anything_is_loaded()
    {
        IDataView data = Files("x");
        Assert.Equal("Could not find input column 'Nope' (Parameter 'inputSchema')", Message(() => _ml.Transforms.LoadImages("I", null, "Nope").Append(_ml.Transforms.CopyColumns("A", "I")).Fit(data)));
        Assert.Equal("Schema mismatch for input column 'Number': expected String, got Single (Parameter 'inputSchema')", Message(() => _ml.Transforms.LoadImages("I", null, "Number").Fit(data)));
        Assert.Equal("Schema mismatch for input column 'Path': expected Image, got String (Parameter 'inputSchema')", Message(() => _ml.Transforms.ResizeImages("I", 2, 2, "Path").Fit(data)));
        Assert.Equal("Schema mismatch for input column 'I': expected Image of a known size, got Image (Parameter 'inputSchema')",
            Message(() => _ml.Transforms.LoadImages("I", null, "Path").Append(_ml.Transforms.ExtractPixels("P", "I")).Fit(data)));
    }

    [Theory]
    [InlineData(ImageResizingEstimator.ResizingKind.Fill, ImageResizingEstimator.Anchor.Center, "10 10 40 40")]
    [InlineData(ImageResizingEstimator.ResizingKind.IsoCrop, ImageResizingEstimator.Anchor.Left, "10 10 10 10")]
    [InlineData(ImageResizingEstimator.ResizingKind.IsoCrop, ImageResizingEstimator.Anchor.Right, "40 40 40 40")]
    [InlineData(ImageResizingEstimator.ResizingKind.IsoCrop, ImageResizingEstimator.Anchor.Center, "10 10 40 40")]
    public void Sizes_are_reached_by_stretching_or_by_cropping_at_the_anchor(ImageResizingEstimator.ResizingKind kind, ImageResizingEstimator.Anchor anchor, string firstRow)
    {
        // The left half is 10, the right half 40; twice as wide as high.
        byte[] pixels = [.. Enumerable.Range(0, 8 * 4).SelectMany(i => Enumerable.Repeat((byte)(i % 8 < 4 ? 10 : 40), 3).Append((byte)255))];
        float[] red = Resize(MLImage.CreateFromPixels(8, 4, MLPixelFormat.Bgra32, pixels), 4, 4, kind, anchor);
        // Next to the edge two old pixels mix.
        string[] expected = firstRow.Split(' ');
        Assert.Equal(expected[0], red[0].ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(expected[3], red[3].ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Padding_keeps_the_whole_image_in_the_middle()
    {
        byte[] pixels = [.. Enumerable.Repeat((byte)100, 8 * 4 * 4)];
        float[] red = Resize(MLImage.CreateFromPixels(8, 4, MLPixelFormat.Rgba32, pixels), 4, 4, ImageResizingEstimator.ResizingKind.IsoPad, ImageResizingEstimator.Anchor.Center);
        Assert.Equal([0, 0, 0, 0, 100, 100, 100, 100, 100, 100, 100, 100, 0, 0, 0, 0], red);
    }

    [Theory]
    [InlineData(ImagePixelExtractingEstimator.ColorsOrder.ARGB, ImagePixelExtractingEstimator.ColorBits.Rgb, false, "1 5 2 6 3 7")]
    [InlineData(ImagePixelExtractingEstimator.ColorsOrder.ABGR, ImagePixelExtractingEstimator.ColorBits.Rgb, false, "3 7 2 6 1 5")]
    [InlineData(ImagePixelExtractingEstimator.ColorsOrder.ARGB, ImagePixelExtractingEstimator.ColorBits.All, true, "4 1 2 3 8 5 6 7")]
    [InlineData(ImagePixelExtractingEstimator.ColorsOrder.AGBR, ImagePixelExtractingEstimator.ColorBits.Rgb, true, "2 3 1 6 7 5")]
    public void Colours_come_in_the_order_asked_for(ImagePixelExtractingEstimator.ColorsOrder order, ImagePixelExtractingEstimator.ColorBits colors, bool interleave, string expected)
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Pair { Image = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Rgba32, [1, 2, 3, 4, 5, 6, 7, 8]) }]);
        IDataView floats = _ml.Transforms.ExtractPixels("P", "Image", colors, order, interleave).Fit(data).Transform(data);
        Assert.Equal(expected, string.Join(' ', floats.GetColumn<float[]>("P").Single()));
        IDataView bytes = _ml.Transforms.ExtractPixels("P", "Image", colors, order, interleave, outputAsFloatArray: false).Fit(data).Transform(data);
        Assert.Equal(expected, string.Join(' ', bytes.GetColumn<byte[]>("P").Single()));
    }

    [Fact]
    public void Cursors_of_several_threads_give_the_same_pixels()
    {
        IDataView data = Files([.. Enumerable.Range(0, 8).Select(i => Solid($"{i}.png", 20 + i, 30, (byte)(i * 30), 7, 99))]);
        IDataView output = _ml.Transforms.LoadImages("Image", _folder, "Path").Append(_ml.Transforms.ResizeImages("Image", 16, 16)).Append(_ml.Transforms.ExtractPixels("P", "Image")).Fit(data).Transform(data);
        float[][] expected = [.. output.GetColumn<float[]>("P")];
        Parallel.For(0, 4, _ => Assert.Equal(expected, output.GetColumn<float[]>("P")));
    }

    [Fact]
    public void Columns_that_were_not_asked_for_are_not_computed()
    {
        IDataView data = Files("none.png");
        IDataView output = _ml.Transforms.LoadImages("Image", _folder, "Path").Fit(data).Transform(data);
        Assert.Equal(["none.png"], output.GetColumn<string>("Path"));
        using DataViewRowCursor cursor = output.GetRowCursor([output.Schema["Path"]]);
        Assert.Throws<ArgumentOutOfRangeException>(() => cursor.GetGetter<MLImage>(output.Schema["Image"]));
        using DataViewRowCursor both = output.GetRowCursor(output.Schema);
        Assert.Throws<InvalidOperationException>(() => both.GetGetter<string>(output.Schema["Image"]));
    }

    [Fact]
    public void Damaged_image_models_are_refused()
    {
        IDataView data = Files("x");
        using var stream = new MemoryStream();
        _ml.Model.Save(_ml.Transforms.LoadImages("Image", _folder, "Path").Fit(data), data.Schema, stream);
        byte[] whole = stream.ToArray();
        for (int length = 0; length < whole.Length; length += 7)
        {
            byte[] cut = whole[..length];
            Assert.Throws<FormatException>(() => _ml.Model.Load(new MemoryStream(cut), out _));
        }
    }

    [Fact]
    public void Offset_is_subtracted_before_scaling()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Pair { Image = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Rgba32, [1, 2, 3, 4, 5, 6, 7, 8]) }]);
        Assert.Equal([-4.5f, -2.5f], _ml.Transforms.ExtractPixels("P", "Image", ImagePixelExtractingEstimator.ColorBits.Red, offsetImage: 10, scaleImage: 0.5f).Fit(data).Transform(data).GetColumn<float[]>("P").Single());
    }

    [Fact]
    public void A_schema_with_images_is_saved_without_them_and_says_so()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Pair()]);
        var messages = new List<string>();
        _ml.Log += (_, e) => messages.Add(e.RawMessage);
        using var stream = new MemoryStream();
        _ml.Model.Save(_ml.Transforms.CopyColumns("X", "Image").Fit(data), data.Schema, stream);
        _ml.Model.Load(stream, out DataViewSchema schema);
        Assert.Empty(schema);
        Assert.Contains("The column 'Image' will not be written as it has unsavable column type.", messages);
    }

    private static string Message(Action action) => Assert.Throws<ArgumentOutOfRangeException>(action).Message;

    private float[] Resize(MLImage image, int width, int height, ImageResizingEstimator.ResizingKind kind, ImageResizingEstimator.Anchor anchor)
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Any { Image = image }]);
        return _ml.Transforms.ResizeImages("Image", width, height, resizing: kind, cropAnchor: anchor).Append(_ml.Transforms.ExtractPixels("P", "Image", ImagePixelExtractingEstimator.ColorBits.Red))
            .Fit(data).Transform(data).GetColumn<float[]>("P").Single();
    }

    private string Solid(string name, int width, int height, byte r, byte g, byte b)
    {
        byte[] pixels = [.. Enumerable.Range(0, width * height).SelectMany(_ => new byte[] { r, g, b, 255 })];
        MLImage.CreateFromPixels(width, height, MLPixelFormat.Rgba32, pixels).Save(Path.Combine(_folder, name));
        return name;
    }

    private IDataView Files(params string[] paths) => _ml.Data.LoadFromEnumerable(paths.Select(p => new Row { Path = p }).ToArray());

    public sealed class Row
    {
        public string? Path { get; set; }

        public float Number { get; set; }
    }

    public sealed class Output
    {
        public float[]? Pixels { get; set; }
    }

    public sealed class Pair
    {
        [ImageType(1, 2)]
        public MLImage? Image { get; set; }
    }

    public sealed class Any
    {
        [ImageType]
        public MLImage? Image { get; set; }
    }
}
