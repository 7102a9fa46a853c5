using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class RoiPoolTests
{
    public static TheoryData<string> Cases => Golden.Names("ops_det", "roi_pool");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_det", name);
        int[] size = golden.Integers("output_size");
        (Tensor boxes, int[] images) = RoiAlignTests.Regions(golden.Input("rois"));
        Tensor input = golden.Input("input").ChannelsLast.ToTensor(true);
        Tensor output = Ops.RoiPool(input, boxes, images, new() { OutputH = size[0], OutputW = size[1], SpatialScale = golden.Number("spatial_scale") });
        output.Backward(golden.Input("grad_output").ChannelsLast.ToTensor());
        golden.Check("output", golden.Output().ChannelsLast, output.Span);
        golden.Check("input gradient", golden.Gradient("input").ChannelsLast, input.Grad!.Span);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(33)]
    [InlineData(70)]
    public void Agrees_with_a_plain_loop(int channels)
    {
        Tensor input = GradientCheck.Random([2, 9, 11, channels], 4);
        input.Span[(((2 * 11) + 3) * channels) + (channels / 2)] = float.NaN;
        for (int i = 20; i < input.Count; i += 3) input.Span[i] = 0.25f;
        input.RequiresGrad = true;
        float[] edges = [1, 2, 9.5f, 7, -3, -2, 4, 30, 5.2f, 5.1f, 5.3f, 5.2f, 0, 0, 11, 9, 40, 40, 60, 60, 8, 8, 2, 1];
        int[] images = [0, 1, 1, 0, 1, 0];
        Tensor output = Ops.RoiPool(input, Tensor.From(edges, [6, 4]), images, new() { OutputH = 3, OutputW = 2 });
        Tensor weights = GradientCheck.Random(output.Shape, 5);
        output.Backward(weights);
        var gradient = new float[input.Count];
        for (int box = 0, o = 0; box < 6; box++)
        {
            int[] edge = [.. edges[(4 * box)..((4 * box) + 4)].Select(value => (int)MathF.Round(value, MidpointRounding.AwayFromZero))];
            float height = Math.Max(edge[3] - edge[1] + 1, 1) / 3f, width = Math.Max(edge[2] - edge[0] + 1, 1) / 2f;
            for (int bin = 0; bin < 6; bin++)
            {
                for (int c = 0; c < channels; c++, o++)
                {
                    float best = 0;
                    int from = -1;
                    for (int h = Math.Max(0, edge[1] + (int)MathF.Floor(bin / 2 * height)); h < Math.Min(9, edge[1] + (int)MathF.Ceiling(((bin / 2) + 1) * height)); h++)
                    {
                        for (int w = Math.Max(0, edge[0] + (int)MathF.Floor(bin % 2 * width)); w < Math.Min(11, edge[0] + (int)MathF.Ceiling(((bin % 2) + 1) * width)); w++)
                        {
                            int i = (((((images[box] * 9) + h) * 11) + w) * channels) + c;
                            float value = input.Span[i];
                            if (from >= 0 && !(value > best) && !float.IsNaN(value)) continue;
                            best = value;
                            from = i;
                        }
                    }
                    Assert.Equal(best, output.Span[o]);
                    if (from >= 0) gradient[from] += weights.Span[o];
                }
            }
        }
        Assert.Equal(gradient, input.Grad!.ToArray());
    }

    [Fact]
    public void A_box_that_is_not_finite_gives_NaN_and_no_gradient_and_a_huge_one_takes_all()
    {
        Tensor input = GradientCheck.Random([1, 6, 5, 9], 1);
        input.RequiresGrad = true;
        float[] edges = [0, float.NaN, 3, 3, 0, 0, float.NegativeInfinity, 3, -3e38f, -3e38f, 3e38f, 3e38f];
        Tensor output = Ops.RoiPool(input, Tensor.From(edges, [3, 4]), [0, 0, 0], new() { OutputH = 1, OutputW = 1 });
        output.Backward(Tensor.Ones(output.Shape));
        Assert.All(output.ToArray()[..18], value => Assert.True(float.IsNaN(value)));
        Assert.Equal(Ops.Max(input, [0, 1, 2]).ToArray(), output.ToArray()[18..]);
        Assert.Equal(9, input.Grad!.ToArray().Sum());
    }
}
