namespace MlNetDeep.Networks;

public sealed partial class Network
{
    /// <summary>Freezes all layers: training changes none of their weights, and batch normalisation stays in inference mode.</summary>
    public void Freeze() => SetFrozen(_ => true, true);

    /// <summary>Unfreezes all layers.</summary>
    public void Unfreeze() => SetFrozen(_ => true, false);

    /// <summary>Freezes a layer and all layers from which it is computed; the others stay as they are.</summary>
    /// <param name="layerName">The last layer to freeze.</param>
    /// <exception cref="KeyNotFoundException">No layer has this name.</exception>
    public void FreezeUntil(string layerName)
    {
        HashSet<NetworkLayer> layers = UpTo(layerName);
        SetFrozen(layers.Contains, true);
    }

    /// <summary>Unfreezes a layer and all layers computed from it; the others stay as they are.</summary>
    /// <param name="layerName">The first layer to unfreeze.</param>
    /// <exception cref="KeyNotFoundException">No layer has this name.</exception>
    public void UnfreezeFrom(string layerName)
    {
        HashSet<NetworkLayer> layers = From(layerName);
        SetFrozen(layers.Contains, false);
    }

    /// <summary>Sets the factor of the optimizer's learning rate for a layer and all layers from which it is computed.</summary>
    /// <param name="layerName">The last layer to set.</param>
    /// <param name="factor">The factor, finite and at least 0.</param>
    /// <exception cref="KeyNotFoundException">No layer has this name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The factor is out of its range.</exception>
    public void SetLearningRateFactorUntil(string layerName, float factor)
    {
        HashSet<NetworkLayer> layers = UpTo(layerName);
        SetLearningRateFactor(layers.Contains, factor);
    }

    /// <summary>Sets the factor of the optimizer's learning rate for some layers.</summary>
    /// <param name="layers">Chooses the layers, for example <c>layer => layer.Name.StartsWith("encoder.")</c>.</param>
    /// <param name="factor">The factor, finite and at least 0.</param>
    /// <returns>The number of layers chosen.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The factor is out of its range.</exception>
    public int SetLearningRateFactor(Predicate<NetworkLayer> layers, float factor)
    {
        ArgumentNullException.ThrowIfNull(layers);
        int count = 0;
        foreach (NetworkLayer layer in Layers)
        {
            if (!layers(layer)) continue;
            layer.LearningRateFactor = factor;
            count++;
        }
        return count;
    }

    /// <summary>The layer and those from which any of its calls is computed.</summary>
    internal HashSet<NetworkLayer> UpTo(string layerName)
    {
        NetworkLayer layer = GetLayer(layerName);
        bool[] needed = Needed([.. Enumerable.Range(0, _plan.Steps.Count).Where(i => Layers[_plan.Steps[i].Layer] == layer)], []);
        return [.. Enumerable.Range(0, needed.Length).Where(i => needed[i]).Select(i => Layers[_plan.Steps[i].Layer])];
    }

    /// <summary>The layer and those computed from any of its calls.</summary>
    internal HashSet<NetworkLayer> From(string layerName)
    {
        NetworkLayer layer = GetLayer(layerName);
        bool[] reached = new bool[_plan.Steps.Count];
        for (int i = 0; i < reached.Length; i++)
            reached[i] = Layers[_plan.Steps[i].Layer] == layer || _plan.Steps[i].Sources.Any(source => reached[source]);
        return [.. Enumerable.Range(0, reached.Length).Where(i => reached[i]).Select(i => Layers[_plan.Steps[i].Layer])];
    }

    private void SetFrozen(Predicate<NetworkLayer> layers, bool frozen)
    {
        foreach (NetworkLayer layer in Layers)
            if (layers(layer)) layer.Frozen = frozen;
    }
}
