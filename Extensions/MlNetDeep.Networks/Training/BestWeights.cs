namespace MlNetDeep.Networks;

/// <summary>Keeps the weights of the epoch with the lowest validation loss, for a training that is cancelled.</summary>
internal sealed class BestWeights(Network network)
{
    private IReadOnlyDictionary<string, float[]>? _weights;
    private double _loss = double.PositiveInfinity;

    public void Offer(double validationLoss)
    {
        if (!(validationLoss < _loss)) return;
        (_loss, _weights) = (validationLoss, network.GetWeights());
    }

    public void Restore()
    {
        if (_weights is not null) network.SetWeights(_weights);
    }
}
