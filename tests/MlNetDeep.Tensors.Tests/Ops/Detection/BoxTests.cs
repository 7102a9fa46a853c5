using FsCheck;
using FsCheck.Fluent;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class BoxTests
{
    private static readonly BoxOverlap[] s_measures = Enum.GetValues<BoxOverlap>();

    [Fact]
    public void Golden_numbers_of_overlaps()
    {
        GoldenCase golden = Golden.Case("ops_det", "box_iou");
        Tensor a = golden.Input("boxes1").ToTensor(), b = golden.Input("boxes2").ToTensor();
        foreach ((BoxOverlap measure, string name) in s_measures.Zip(["iou", "giou", "diou", "ciou"]))
            golden.Check(name, golden.Output(name), Ops.BoxIou(a, b, measure).Span);
    }

    [Fact]
    public void Golden_numbers_of_formats()
    {
        GoldenCase golden = Golden.Case("ops_det", "box_convert");
        Tensor corners = golden.Input("xyxy").ToTensor();
        golden.Check("xywh", golden.Output("xywh"), Ops.ConvertBoxes(corners, BoxFormat.Corners, BoxFormat.CornerAndSize).Span);
        golden.Check("cxcywh", golden.Output("cxcywh"), Ops.ConvertBoxes(corners, BoxFormat.Corners, BoxFormat.CenterAndSize).Span);
        golden.Check("clipped", golden.Output("clipped_to_15x12_h_w"), Ops.ClipBoxes(corners, 15, 12).Span);
        golden.Check("xywh to cxcywh", golden.Output("cxcywh"), Ops.ConvertBoxes(golden.Output("xywh").ToTensor(), BoxFormat.CornerAndSize, BoxFormat.CenterAndSize).Span);
        golden.Check("cxcywh to xyxy", golden.Input("xyxy"), Ops.ConvertBoxes(golden.Output("cxcywh").ToTensor(), BoxFormat.CenterAndSize, BoxFormat.Corners).Span);
    }

    [Fact]
    public void Every_golden_case_is_tested() =>
        Assert.Equal(
            Golden.Names("ops_det", "roi_align", "roi_pool", "nms", "batched_nms", "box_iou", "box_convert").Count,
            System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(Repository.Golden("ops_det.json"))).RootElement.GetProperty("cases").GetArrayLength());

    [Theory]
    [InlineData(0, 5)]
    [InlineData(3, 0)]
    [InlineData(5, 1)]
    [InlineData(2, 7)]
    [InlineData(2, 8)]
    [InlineData(2, 9)]
    [InlineData(300, 401)]
    public void Overlaps_agree_with_a_plain_loop(int n, int m)
    {
        Tensor a = Boxes(n, 1), b = Boxes(m, 2);
        foreach (BoxOverlap measure in s_measures)
        {
            Tensor overlaps = Ops.BoxIou(a, b, measure);
            Assert.Equal<Shape>([n, m], overlaps.Shape);
            for (int i = 0; i < n; i++)
                for (int j = 0; j < m; j++) Assert.Equal(Overlap(a.Span.Slice(4 * i, 4), b.Span.Slice(4 * j, 4), measure), overlaps.Span[(i * m) + j], 2e-5);
        }
    }

    [Fact]
    public void NaN_inverted_and_empty_boxes()
    {
        Tensor a = Tensor.From([0, 0, 2, 2, float.NaN, 0, 1, 1, 0, 0, 1, float.NaN, 2, 2, 0, 0, 1, 1, 1, 1], [5, 4]);
        Tensor square = Tensor.From([0, 0, 2, 2], [1, 4]), point = Tensor.From([1, 1, 1, 1], [1, 4]);
        Assert.Equal([1, float.NaN, float.NaN, 0, 0], Ops.BoxIou(a, square).ToArray());
        Assert.Equal([1, float.NaN, float.NaN, 0, 0], Ops.BoxIou(square, a).ToArray());
        Assert.Equal([0, float.NaN, float.NaN, 0, float.NaN], Ops.BoxIou(a, point).ToArray());
        Assert.Equal([4, float.NaN, float.NaN, 4, 0], Ops.BoxAreas(a).ToArray());
        Assert.Equal([0, 4], Ops.RemoveSmallBoxes(a, 0));
        Assert.Equal([0], Ops.RemoveSmallBoxes(a, 2));
        Assert.Equal([0], Ops.RemoveSmallBoxes(Tensor.From([0, 0, 2, 2, 2, 2, 1, 1], [2, 4]), -5));
        Assert.Equal([0, 1, 1, float.NaN], Ops.ClipBoxes(Tensor.From([-3, 2, float.PositiveInfinity, float.NaN], [1, 4]), 1, 1).ToArray());
    }

    [Fact]
    public void No_boxes_are_defined()
    {
        Tensor none = Tensor.Zeros([0, 4]);
        Assert.Equal<Shape>([0], Ops.BoxAreas(none).Shape);
        Assert.Equal<Shape>([0, 4], Ops.ClipBoxes(none, 1, 1).Shape);
        Assert.Empty(Ops.RemoveSmallBoxes(none, 1));
        Assert.Empty(Ops.NonMaxSuppression(none, Tensor.Zeros([0]), 0.5f));
    }

    // Powers of two and small integers: conversions are exact, so that going through any format and back gives the same bits.
    [Fact]
    public void Formats_round_trip() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.ArrayOf(Gen.Choose(-500, 500)).ToArbitrary(), numbers =>
        {
            int n = numbers.Length / 4;
            Tensor boxes = Tensor.From([.. numbers.Take(4 * n).Select(value => value * 0.25f)], [n, 4]);
            foreach (BoxFormat from in Enum.GetValues<BoxFormat>())
                foreach (BoxFormat to in Enum.GetValues<BoxFormat>())
                    if (!Ops.ConvertBoxes(Ops.ConvertBoxes(boxes, from, to), to, from).Span.SequenceEqual(boxes.Span)) return false;
            return true;
        }));

    [Fact]
    public void An_infinite_edge_stays_where_it_is()
    {
        Tensor box = Tensor.From([1, 2, float.PositiveInfinity, 4], [1, 4]);
        Assert.Equal([1, 2, float.PositiveInfinity, 2], Ops.ConvertBoxes(box, BoxFormat.Corners, BoxFormat.CornerAndSize).ToArray());
    }

    [Fact]
    public void Errors_name_the_rule_and_the_shape()
    {
        Assert.Contains("BoxIou: boxes are [n, 4]; received shape [3, 5]", Assert.Throws<ArgumentException>(() => Ops.BoxIou(Tensor.Zeros([2, 4]), Tensor.Zeros([3, 5]))).Message, StringComparison.Ordinal);
        Assert.Contains("ClipBoxes: the width is at least 0, but is -1", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.ClipBoxes(Tensor.Zeros([2, 4]), 1, -1)).Message, StringComparison.Ordinal);
        Assert.Contains("ClipBoxes: the height is at least 0, but is NaN", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.ClipBoxes(Tensor.Zeros([2, 4]), float.NaN, 1)).Message, StringComparison.Ordinal);
    }

    internal static Tensor Boxes(int n, ulong seed)
    {
        Tensor boxes = GradientCheck.Random([n, 4], seed, 0, 10);
        for (int i = 0; i < n; i++)
        {
            boxes.Span[(4 * i) + 2] += boxes.Span[4 * i] + 0.1f;
            boxes.Span[(4 * i) + 3] += boxes.Span[(4 * i) + 1] + 0.1f;
        }
        return boxes;
    }

    internal static double Overlap(ReadOnlySpan<float> a, ReadOnlySpan<float> b, BoxOverlap measure)
    {
        double width = Math.Max(0, Math.Min(a[2], b[2]) - Math.Max(a[0], b[0])), height = Math.Max(0, Math.Min(a[3], b[3]) - Math.Max(a[1], b[1]));
        double aw = a[2] - (double)a[0], ah = a[3] - (double)a[1], bw = b[2] - (double)b[0], bh = b[3] - (double)b[1], union = (aw * ah) + (bw * bh) - (width * height), iou = width * height / union;
        double hullWidth = Math.Max(a[2], b[2]) - (double)Math.Min(a[0], b[0]), hullHeight = Math.Max(a[3], b[3]) - (double)Math.Min(a[1], b[1]);
        double distance = (Math.Pow((a[0] + (double)a[2] - b[0] - b[2]) / 2, 2) + Math.Pow((a[1] + (double)a[3] - b[1] - b[3]) / 2, 2)) / (Math.Pow(hullWidth, 2) + Math.Pow(hullHeight, 2));
        double aspect = 4 / Math.Pow(Math.PI, 2) * Math.Pow(Math.Atan(aw / ah) - Math.Atan(bw / bh), 2);
        return measure switch
        {
            BoxOverlap.GeneralizedIou => iou - (((hullWidth * hullHeight) - union) / (hullWidth * hullHeight)),
            BoxOverlap.DistanceIou => iou - distance,
            BoxOverlap.CompleteIou => iou - distance - (aspect == 0 ? 0 : aspect / (1 - iou + aspect) * aspect),
            _ => iou,
        };
    }
}
