namespace MlNetDeep.Tensors;

/// <summary>Records an operation that has several results, such as a sequence and a final state, as one entry of the tape.</summary>
internal static class JointOutputs
{
    /// <summary>
    /// The results depend on a hidden tensor without numbers, and that one on the inputs: each result only leaves its gradient,
    /// and the tape comes to the hidden tensor after all of them.
    /// </summary>
    /// <param name="outputs">The results.</param>
    /// <param name="backward">Takes the gradients of the results, null for one that nothing depended on; it must not keep them.</param>
    /// <param name="inputs">What the results depend on; null for an absent optional input.</param>
    internal static void Record(ReadOnlySpan<Tensor> outputs, Action<Tensor?[]> backward, params ReadOnlySpan<Tensor?> inputs)
    {
        Tensor joint = Tensor.Allocate([0]);
        var gradients = new Tensor?[outputs.Length];
        Tape.Record(joint, _ =>
        {
            backward(gradients);
            foreach (Tensor? gradient in gradients) gradient?.Free();
        }, inputs);
        if (joint.Node is null)
        {
            joint.Free();
            return;
        }
        for (int i = 0; i < outputs.Length; i++)
        {
            int index = i;
            Tape.Record(outputs[i], gradient =>
            {
                gradients[index] = gradient.Share(gradient.Shape);
                joint.Accumulate(Tensor.Allocate([0]));
            }, joint);
        }
    }
}
