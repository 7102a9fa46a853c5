using System.Runtime.InteropServices;
using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors.Backends.Cpu;

internal sealed unsafe partial class CpuBackend
{
    internal override void PairLoss(in LossOperands operands, Storage losses)
    {
        fixed (float* pLosses = Cpu(losses)) Run(operands, new PairLossArguments { Losses = pLosses });
    }

    internal override void PairLossSum(in LossOperands operands, float scale, Storage y)
    {
        int blocks = PairLossKernels.BlockCount(operands.Output.Count);
        CpuStorage partial = Temporary(2L * Math.Max(1, blocks));
        double sum = 0;
        fixed (float* pPartial = partial)
        {
            var sums = (double*)pPartial;
            Run(operands, new PairLossArguments { BlockSums = sums });
            for (int block = 0; block < blocks; block++) sum += sums[block];
        }
        partial.Release();
        y.Span[0] = (float)(sum * scale);
    }

    internal override void PairLossGradient(in LossOperands operands, Storage yGradient, float scale, Storage? outputGradient, Storage? targetGradient)
    {
        fixed (float* dy = Cpu(yGradient), dx = outputGradient as CpuStorage, dt = targetGradient as CpuStorage)
            Run(operands, new PairLossArguments { OutGradient = dy, OutStep = Step(yGradient), Scale = scale, XGradient = dx, TargetGradient = dt });
    }

    internal override double CrossEntropy(int rows, int classes, Storage x, ReadOnlySpan<int> labels, Storage? targets, ReadOnlySpan<float> classWeights, float labelSmoothing, int ignoreIndex, Storage losses, Storage gradient)
    {
        // An empty span pins to null, which is what tells the kernel that there are targets or no weights.
        fixed (float* px = Cpu(x), pTargets = targets as CpuStorage, pWeights = classWeights, pLosses = Cpu(losses), dx = Cpu(gradient))
        fixed (int* pLabels = labels)
            CrossEntropyKernels.Run(px, rows, classes, pLabels, pTargets, pWeights, labelSmoothing, ignoreIndex, pLosses, dx);
        return targets is not null ? rows : CrossEntropyDivisor(labels, classWeights, ignoreIndex);
    }

    internal override void ScaleRows(int rows, int columns, Storage x, Storage rowScale, float scale, Storage y)
    {
        fixed (float* px = Cpu(x), pScale = Cpu(rowScale), py = Cpu(y)) CrossEntropyKernels.ScaleRows(px, rows, columns, pScale, Step(rowScale), scale, py);
    }

    internal override double NegativeLogLikelihood(int rows, int classes, Storage x, ReadOnlySpan<int> labels, ReadOnlySpan<float> classWeights, float labelSmoothing, int ignoreIndex, Storage losses, Storage kept)
    {
        labels.CopyTo(MemoryMarshal.Cast<float, int>(kept.Span));
        fixed (float* px = Cpu(x), pWeights = classWeights, pLosses = Cpu(losses))
        fixed (int* pLabels = labels)
            NegativeLogLikelihoodKernels.Forward(px, rows, classes, pLabels, pWeights, labelSmoothing, ignoreIndex, pLosses);
        return CrossEntropyDivisor(labels, classWeights, ignoreIndex);
    }

    internal override void NegativeLogLikelihoodGradient(int rows, int classes, Storage kept, ReadOnlySpan<float> classWeights, float labelSmoothing, int ignoreIndex, Storage yGradient, float scale, Storage xGradient)
    {
        fixed (float* pKept = Cpu(kept), pWeights = classWeights, dy = Cpu(yGradient), dx = Cpu(xGradient))
            NegativeLogLikelihoodKernels.Gradient(rows, classes, (int*)pKept, pWeights, labelSmoothing, ignoreIndex, dy, Step(yGradient), scale, dx);
    }

    internal override void RowDistance(int rows, int columns, Storage a, Storage b, float offset, float floor, Storage y)
    {
        fixed (float* pa = Cpu(a), pb = Cpu(b), py = Cpu(y)) RowPairKernels.Distance(pa, pb, rows, columns, offset, floor, py);
    }

    internal override void RowDistanceGradient(int rows, int columns, Storage a, Storage b, float offset, Storage y, Storage yGradient, Storage? aGradient, Storage? bGradient)
    {
        fixed (float* pa = Cpu(a), pb = Cpu(b), py = Cpu(y), dy = Cpu(yGradient), da = aGradient as CpuStorage, db = bGradient as CpuStorage)
            RowPairKernels.DistanceGradient(pa, pb, py, dy, rows, columns, offset, da, db);
    }

    internal override void RowCosine(int rows, int columns, Storage a, Storage b, Storage y)
    {
        fixed (float* pa = Cpu(a), pb = Cpu(b), py = Cpu(y)) RowPairKernels.Cosine(pa, pb, rows, columns, py);
    }

    internal override void RowCosineGradient(int rows, int columns, Storage a, Storage b, Storage yGradient, Storage? aGradient, Storage? bGradient)
    {
        fixed (float* pa = Cpu(a), pb = Cpu(b), dy = Cpu(yGradient), da = aGradient as CpuStorage, db = bGradient as CpuStorage)
            RowPairKernels.CosineGradient(pa, pb, dy, rows, columns, da, db);
    }

    internal override int DiceKeptCount(int samples, int positions, int channels) => checked(2 * samples * DiceKernels.Period(positions, channels));

    internal override void Dice(int samples, int positions, int channels, float smooth, Storage x, Storage target, Storage losses, Storage kept)
    {
        CpuStorage partial = Temporary(DiceKernels.PartialCount(samples, positions, channels));
        fixed (float* px = Cpu(x), pt = Cpu(target), pPartial = partial, pLosses = Cpu(losses), pKept = Cpu(kept))
            DiceKernels.Forward(px, pt, samples, positions, channels, smooth, pPartial, pLosses, pKept);
        partial.Release();
    }

    internal override void DiceGradient(int samples, int positions, int channels, Storage x, Storage target, Storage kept, Storage yGradient, float scale, Storage? xGradient, Storage? targetGradient)
    {
        CpuStorage scaled = Temporary(kept.Count);
        ReadOnlySpan<float> coefficients = kept.Span, outer = yGradient.Span;
        Span<float> to = scaled.Span;
        int run = DiceKernels.Period(positions, channels);
        for (int i = 0; i < to.Length; i++)
        {
            int sample = i / (2 * run), channel = i % run % channels;
            to[i] = coefficients[i] * scale * outer[Step(yGradient) * ((sample * channels) + channel)];
        }
        fixed (float* px = Cpu(x), pt = Cpu(target), pScaled = scaled, dx = xGradient as CpuStorage, dt = targetGradient as CpuStorage)
            DiceKernels.Gradient(px, pt, samples, positions, channels, pScaled, dx, dt);
        scaled.Release();
    }

    internal override void BoxLoss(BoxLossFunction function, int pairs, Storage a, Storage b, Storage losses)
    {
        fixed (float* pa = Cpu(a), pb = Cpu(b), pLosses = Cpu(losses)) BoxLossKernels.Forward(function, pa, pb, pairs, pLosses);
    }

    internal override void BoxLossGradient(BoxLossFunction function, int pairs, Storage a, Storage b, Storage yGradient, float scale, Storage? aGradient, Storage? bGradient)
    {
        fixed (float* pa = Cpu(a), pb = Cpu(b), dy = Cpu(yGradient), da = aGradient as CpuStorage, db = bGradient as CpuStorage)
            BoxLossKernels.Gradient(function, pa, pb, pairs, dy, Step(yGradient), scale, da, db);
    }

    private static void Run(in LossOperands operands, PairLossArguments arguments)
    {
        fixed (float* x = Cpu(operands.Output), t = Cpu(operands.Target), w = operands.Weights as CpuStorage, p = operands.PositiveWeights as CpuStorage)
        {
            arguments.X = x;
            arguments.Target = t;
            arguments.Weights = w;
            arguments.PositiveWeights = p;
            arguments.Count = operands.Output.Count;
            switch (operands.Function)
            {
                case LossFunction.SquaredError: PairLossKernels.Run(new DifferenceLoss<SquaredErrorFunction>(default), arguments); break;
                case LossFunction.AbsoluteError: PairLossKernels.Run(new DifferenceLoss<AbsoluteErrorFunction>(default), arguments); break;
                case LossFunction.Huber: PairLossKernels.Run(new DifferenceLoss<HuberFunction>(new(operands.First)), arguments); break;
                case LossFunction.SmoothL1: PairLossKernels.Run(new DifferenceLoss<SmoothL1Function>(new(operands.First)), arguments); break;
                case LossFunction.BinaryCrossEntropy: PairLossKernels.Run(default(BinaryCrossEntropyFunction), arguments); break;
                case LossFunction.BinaryCrossEntropyWithLogits: PairLossKernels.Run(new BinaryCrossEntropyWithLogitsFunction(operands.First), arguments); break;
                case LossFunction.SigmoidFocal: PairLossKernels.Run(new SigmoidFocalFunction(operands.First, operands.Second), arguments); break;
                case LossFunction.Hinge: PairLossKernels.Run(default(HingeFunction), arguments); break;
                case LossFunction.SquaredHinge: PairLossKernels.Run(default(SquaredHingeFunction), arguments); break;
                case LossFunction.KullbackLeibler: PairLossKernels.Run(default(KullbackLeiblerFunction), arguments); break;
                case LossFunction.KullbackLeiblerLog: PairLossKernels.Run(default(KullbackLeiblerLogFunction), arguments); break;
                case LossFunction.Poisson: PairLossKernels.Run(new PoissonFunction(full: false), arguments); break;
                case LossFunction.PoissonFull: PairLossKernels.Run(new PoissonFunction(full: true), arguments); break;
                case LossFunction.PoissonLog: PairLossKernels.Run(new PoissonLogFunction(full: false), arguments); break;
                case LossFunction.PoissonLogFull: PairLossKernels.Run(new PoissonLogFunction(full: true), arguments); break;
                case LossFunction.TripletMargin: PairLossKernels.Run(new TripletMarginFunction(operands.First), arguments); break;
                case LossFunction.Contrastive: PairLossKernels.Run(new ContrastiveFunction(operands.First), arguments); break;
                case LossFunction.CosineEmbedding: PairLossKernels.Run(new CosineEmbeddingFunction(operands.First), arguments); break;
                default: throw new ArgumentOutOfRangeException(nameof(operands), operands.Function, "the backend lacks this loss");
            }
        }
    }

    /// <summary>How far the gradient of a result advances from one loss to the next: not at all where the result is one number.</summary>
    private static int Step(Storage yGradient) => yGradient.Count == 1 ? 0 : 1;

    private static double CrossEntropyDivisor(ReadOnlySpan<int> labels, ReadOnlySpan<float> classWeights, int ignoreIndex)
    {
        double divisor = 0;
        foreach (int label in labels)
            if (label != ignoreIndex) divisor += classWeights.IsEmpty ? 1 : classWeights[label];
        return divisor;
    }
}
