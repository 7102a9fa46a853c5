using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors.Backends.Cpu;

internal sealed unsafe partial class CpuBackend
{
    internal override void BoxOverlaps(BoxOverlap measure, Storage a, int aCount, Storage b, int bCount, Storage y)
    {
        CpuStorage columns = Temporary((long)BoxOverlapKernels.Columns * BoxOverlapKernels.Stride(bCount));
        fixed (float* pa = Cpu(a), pb = Cpu(b), memory = columns, py = Cpu(y))
            BoxOverlapKernels.Run(measure, pa, aCount, pb, bCount, memory, py);
        columns.Release();
    }

    internal override void ConvertBoxes(BoxFormat from, BoxFormat to, Storage x, Storage y)
    {
        fixed (float* px = Cpu(x), py = Cpu(y)) BoxKernels.Convert(from, to, px, py, x.Count / 4);
    }

    internal override void ConvertBoxesGradient(BoxFormat from, BoxFormat to, Storage yGradient, Storage xGradient)
    {
        fixed (float* dy = Cpu(yGradient), dx = Cpu(xGradient)) BoxKernels.ConvertGradient(from, to, dy, dx, xGradient.Count / 4);
    }

    internal override void BoxAreas(Storage x, Storage y)
    {
        fixed (float* px = Cpu(x), py = Cpu(y)) BoxKernels.Areas(px, py, y.Count);
    }

    internal override void ClipBoxes(Storage x, float width, float height, Storage y)
    {
        fixed (float* px = Cpu(x), py = Cpu(y)) BoxKernels.Clip(px, width, height, py, x.Count / 4);
    }

    internal override int[] NonMaxSuppression(Storage boxes, ReadOnlySpan<float> scores, ReadOnlySpan<int> classes, float iouThreshold, int maxOutput, float scoreThreshold)
    {
        CpuStorage columns = Temporary((long)NonMaxSuppressionKernels.Columns * NonMaxSuppressionKernels.Stride(scores.Length));
        int[] kept;
        fixed (float* pBoxes = Cpu(boxes), memory = columns)
            kept = NonMaxSuppressionKernels.Run(pBoxes, scores, classes, iouThreshold, maxOutput, scoreThreshold, memory);
        columns.Release();
        return kept;
    }

    internal override (int[] Indices, float[] Scores) SoftNonMaxSuppression(Storage boxes, Storage scores, float sigma, int maxOutput, float scoreThreshold)
    {
        CpuStorage columns = Temporary((long)SoftNonMaxSuppressionKernels.Columns * NonMaxSuppressionKernels.Stride(scores.Count));
        (int[] Indices, float[] Scores) taken;
        fixed (float* pBoxes = Cpu(boxes), pScores = Cpu(scores), memory = columns)
            taken = SoftNonMaxSuppressionKernels.Run(pBoxes, pScores, scores.Count, sigma, maxOutput, scoreThreshold, memory);
        columns.Release();
        return taken;
    }

    internal override void RoiAlign(in RoiGeometry geometry, Storage x, Storage boxes, ReadOnlySpan<int> images, Storage y)
    {
        fixed (float* px = Cpu(x), pBoxes = Cpu(boxes), py = Cpu(y))
        fixed (int* pImages = images)
            RoiAlignKernels.Forward(geometry, px, pBoxes, pImages, py);
    }

    internal override void RoiAlignGradient(in RoiGeometry geometry, Storage yGradient, Storage boxes, ReadOnlySpan<int> images, Storage xGradient)
    {
        fixed (float* dy = Cpu(yGradient), pBoxes = Cpu(boxes), dx = Cpu(xGradient))
        fixed (int* pImages = images)
            RoiAlignKernels.Gradient(geometry, dy, pBoxes, pImages, dx);
    }

    internal override void RoiPool(in RoiGeometry geometry, Storage x, Storage boxes, ReadOnlySpan<int> images, Storage y, Storage pixels)
    {
        fixed (float* px = Cpu(x), pBoxes = Cpu(boxes), py = Cpu(y), pPixels = Cpu(pixels))
        fixed (int* pImages = images)
            RoiPoolKernels.Forward(geometry, px, pBoxes, pImages, py, (int*)pPixels);
    }

    internal override void RoiPoolGradient(in RoiGeometry geometry, Storage yGradient, ReadOnlySpan<int> images, Storage pixels, Storage xGradient)
    {
        fixed (float* dy = Cpu(yGradient), pPixels = Cpu(pixels), dx = Cpu(xGradient))
        fixed (int* pImages = images)
            RoiPoolKernels.Gradient(geometry, dy, pImages, (int*)pPixels, dx);
    }
}
