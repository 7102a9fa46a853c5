using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class RoiAlignTests
{
    public static TheoryData<string> Cases => Golden.Names("ops_det", "roi_align");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_det", name);
        int[] size = golden.Integers("output_size");
        (Tensor boxes, int[] images) = Regions(golden.Input("rois"));
        Tensor input = golden.Input("input").ChannelsLast.ToTensor(true);
        Tensor output = Ops.RoiAlign(input, boxes, images, new()
        {
            OutputH = size[0],
            OutputW = size[1],
            SpatialScale = golden.Number("spatial_scale"),
            SamplingRatio = Math.Max(0, golden.Integer("sampling_ratio")),
            Aligned = golden.Flag("aligned"),
        });
        output.Backward(golden.Input("grad_output").ChannelsLast.ToTensor());
        golden.Check("output", golden.Output().ChannelsLast, output.Span);
        golden.Check("input gradient", golden.Gradient("input").ChannelsLast, input.Grad!.Span);
    }

    // Channel counts around the vector widths and those of four vectors.
    [Theory]
    [InlineData(1, 0, false)]
    [InlineData(3, 3, true)]
    [InlineData(7, 0, true)]
    [InlineData(8, 2, false)]
    [InlineData(9, 0, false)]
    [InlineData(31, 0, true)]
    [InlineData(33, 1, false)]
    [InlineData(70, 0, true)]
    public void Agrees_with_a_plain_loop(int channels, int sampling, bool aligned)
    {
        Tensor input = GradientCheck.Random([2, 9, 11, channels], 4);
        input.RequiresGrad = true;
        float[] edges = [1, 2, 9.5f, 7, -3, -2, 4, 30, 5.2f, 5.1f, 5.3f, 5.2f, 0, 0, 11, 9, 40, 40, 60, 60, 8, 8, 2, 1, 3, 3, 3, 3];
        int[] images = [0, 1, 1, 0, 1, 0, 1];
        Tensor output = Ops.RoiAlign(input, Tensor.From(edges, [7, 4]), images, new() { OutputH = 3, OutputW = 2, SpatialScale = 0.9f, SamplingRatio = sampling, Aligned = aligned });
        Tensor weights = GradientCheck.Random(output.Shape, 5);
        output.Backward(weights);
        var gradient = new double[input.Count];
        for (int box = 0, o = 0; box < 7; box++)
        {
            float offset = aligned ? 0.5f : 0;
            double left = (edges[4 * box] * 0.9f) - offset, top = (edges[(4 * box) + 1] * 0.9f) - offset, width = (edges[(4 * box) + 2] * 0.9f) - offset - left, height = (edges[(4 * box) + 3] * 0.9f) - offset - top;
            if (!aligned) (width, height) = (Math.Max(1, width), Math.Max(1, height));
            int rows = sampling > 0 ? sampling : (int)Math.Ceiling((float)height / 3), columns = sampling > 0 ? sampling : (int)Math.Ceiling((float)width / 2);
            for (int bin = 0; bin < 6; bin++)
            {
                for (int c = 0; c < channels; c++, o++)
                {
                    double sum = 0;
                    int count = Math.Max(rows * columns, 1);
                    for (int i = 0; i < rows; i++)
                    {
                        for (int j = 0; j < columns; j++)
                        {
                            double y = top + (((bin / 2) + ((i + 0.5) / rows)) * height / 3), x = left + (((bin % 2) + ((j + 0.5) / columns)) * width / 2);
                            if (y < -1 || y > 9 || x < -1 || x > 11) continue;
                            (y, x) = (Math.Clamp(y, 0, 8), Math.Clamp(x, 0, 10));
                            foreach ((int h, double a) in new[] { ((int)y, 1 - (y % 1)), (Math.Min(8, (int)y + 1), y % 1) })
                            {
                                foreach ((int w, double b) in new[] { ((int)x, 1 - (x % 1)), (Math.Min(10, (int)x + 1), x % 1) })
                                {
                                    int from = (((((images[box] * 9) + h) * 11) + w) * channels) + c;
                                    sum += a * b * input.Span[from] / count;
                                    gradient[from] += a * b * weights.Span[o] / count;
                                }
                            }
                        }
                    }
                    Assert.Equal(sum, output.Span[o], 1e-4);
                }
            }
        }
        for (int i = 0; i < gradient.Length; i++) Assert.Equal(gradient[i], input.Grad!.Span[i], 1e-4);
    }

    [Fact]
    public void A_box_that_is_not_finite_gives_NaN_and_no_gradient_and_a_huge_one_ends()
    {
        Tensor input = Tensor.Ones([1, 6, 5, 9]);
        input.RequiresGrad = true;
        float[] edges = [0, float.NaN, 3, 3, 0, 0, float.PositiveInfinity, 3, -1e9f, -1e9f, 1e9f, 1e9f, -3e38f, -3e38f, 3e38f, 3e38f, 1, 1, 3, 3];
        Tensor output = Ops.RoiAlign(input, Tensor.From(edges, [5, 4]), [0, 0, 0, 0, 0], new() { OutputH = 2, OutputW = 2 });
        output.Backward(Tensor.Ones(output.Shape));
        float[] numbers = output.ToArray();
        Assert.All(numbers[..72], value => Assert.True(float.IsNaN(value)));
        Assert.All(numbers[72..144], value => Assert.Equal(0, value, 1e-6f));
        Assert.All(numbers[144..], value => Assert.Equal(1, value, 1e-6f));
        Assert.All(input.Grad!.ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void No_boxes_and_no_pixels_are_defined()
    {
        Tensor input = Tensor.Ones([2, 3, 4, 5]);
        input.RequiresGrad = true;
        Tensor output = Ops.RoiAlign(input, Tensor.Zeros([0, 4]), []);
        Assert.Equal<Shape>([0, 7, 7, 5], output.Shape);
        output.Backward(Tensor.Zeros(output.Shape));
        Assert.All(input.Grad!.ToArray(), value => Assert.Equal(0, value));
        Assert.All(Ops.RoiAlign(Tensor.Zeros([1, 0, 4, 2]), Tensor.Ones([1, 4]), [0]).ToArray(), value => Assert.Equal(0, value));
        Assert.All(Ops.RoiPool(Tensor.Zeros([1, 0, 4, 2]), Tensor.Ones([1, 4]), [0]).ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Errors_name_the_rule_and_the_shapes()
    {
        Tensor features = Tensor.Zeros([2, 3, 4, 5]), boxes = Tensor.Zeros([1, 4]);
        Fails<ArgumentException>("RoiAlign: boxes are [n, 4]; received shape [4]", () => Ops.RoiAlign(features, Tensor.Zeros([4]), [0]));
        Fails<ArgumentException>("RoiPool: the features are [N, H, W, C] and the boxes [k, 4]; received shapes [2, 3], [1, 4]", () => Ops.RoiPool(Tensor.Zeros([2, 3]), boxes, [0]));
        Fails<ArgumentException>("RoiAlign: the output is at least 1 x 1, but is 0 x 7", () => Ops.RoiAlign(features, boxes, [0], new() { OutputH = 0 }));
        Fails<ArgumentException>("RoiAlign: the spatial scale is finite and above 0, but is 0", () => Ops.RoiAlign(features, boxes, [0], new() { SpatialScale = 0 }));
        Fails<ArgumentException>("RoiAlign: the sampling ratio is at least 0, but is -2", () => Ops.RoiAlign(features, boxes, [0], new() { SamplingRatio = -2 }));
        Fails<ArgumentException>("RoiAlign: each box has the number of its image, but there are 2 numbers", () => Ops.RoiAlign(features, boxes, [0, 1]));
        Fails<ArgumentOutOfRangeException>("RoiAlign: box 0 is in image 2, but the features [2, 3, 4, 5] have 2 images", () => Ops.RoiAlign(features, boxes, [2]));

        static void Fails<T>(string message, Action action) where T : ArgumentException => Assert.StartsWith(message, Assert.Throws<T>(action).Message, StringComparison.Ordinal);
    }

    internal static (Tensor Boxes, int[] Images) Regions(GoldenArray regions)
    {
        float[][] rows = [.. regions.Values.Chunk(5)];
        return (Tensor.From([.. rows.SelectMany(row => row[1..])], [rows.Length, 4]), [.. rows.Select(row => (int)row[0])]);
    }
}
