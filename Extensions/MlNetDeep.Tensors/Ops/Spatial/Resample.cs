namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>Weighted sums over rows and columns of [N, H, W, C]: what average pooling, resizing and padding are.</summary>
    /// <param name="input">[N, H, W, C].</param>
    /// <param name="rows">From H to the result's height.</param>
    /// <param name="columns">From W to the result's width.</param>
    /// <param name="outside">What an output is for which a map has no input.</param>
    private static Tensor Resample(Tensor input, AxisMap rows, AxisMap columns, float outside = 0)
    {
        int images = input.Shape[0], channels = input.Shape[3];
        Tensor y = Tensor.Allocate([images, rows.Outputs, columns.Outputs, channels]);
        Backend.Current.Resample2D(images, channels, rows, columns, outside, input.Storage, y.Storage);
        return Tape.Record(y, gradient =>
        {
            Tensor inputGradient = Tensor.Allocate(input.Shape);
            Backend.Current.Resample2D(images, channels, rows.Transposed, columns.Transposed, 0, gradient.Storage, inputGradient.Storage);
            input.Accumulate(inputGradient);
        }, input);
    }
}
