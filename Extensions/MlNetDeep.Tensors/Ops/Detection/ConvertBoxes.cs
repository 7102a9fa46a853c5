namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>Turns boxes from one format into another, as torchvision's box_convert.</summary>
    /// <param name="boxes">[n, 4].</param>
    /// <param name="from">What the numbers are.</param>
    /// <param name="to">What they shall be.</param>
    /// <returns>[n, 4].</returns>
    /// <exception cref="ArgumentException">The shape is not [n, 4].</exception>
    public static Tensor ConvertBoxes(Tensor boxes, BoxFormat from, BoxFormat to)
    {
        CheckBoxes("ConvertBoxes", boxes);
        Tensor y = Tensor.Allocate(boxes.Shape);
        Backend.Current.ConvertBoxes(from, to, boxes.Storage, y.Storage);
        return Tape.Record(y, gradient =>
        {
            Tensor boxesGradient = Tensor.Allocate(boxes.Shape);
            Backend.Current.ConvertBoxesGradient(from, to, gradient.Storage, boxesGradient.Storage);
            boxes.Accumulate(boxesGradient);
        }, boxes);
    }
}
