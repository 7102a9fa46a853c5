using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

public abstract partial class Optimizer
{
    /// <summary>Writes what the optimizer remembers of some weights: the number of steps and the tensors of each.</summary>
    internal void Save(IEnumerable<Weight> weights, IDictionary<string, int> steps, IDictionary<string, Tensor> slots)
    {
        foreach (Weight weight in weights)
        {
            if (!_states.TryGetValue(weight, out WeightState? state)) continue;
            steps[weight.Name] = state.Steps;
            foreach ((string name, Tensor slot) in state.Slots) slots[$"{weight.Name}/{name}"] = slot;
        }
    }

    /// <summary>Replaces what the optimizer remembers of some weights. Nothing changes when something does not fit.</summary>
    internal void Load(IReadOnlyList<Weight> weights, IReadOnlyDictionary<string, int> steps, IReadOnlyDictionary<string, Tensor> slots, string source)
    {
        Dictionary<string, Weight> byName = weights.ToDictionary(weight => weight.Name, StringComparer.Ordinal);
        var states = new Dictionary<Weight, WeightState>();
        foreach ((string name, int count) in steps)
        {
            if (!byName.TryGetValue(name, out Weight? weight)) throw new InvalidDataException($"{source} has the optimizer's state of a weight '{name}', which the network does not have");
            if (count < 0) throw new InvalidDataException($"{source} has {count} steps for the weight '{name}'; expected at least 0");
            states[weight] = new WeightState { Steps = count };
        }
        foreach ((string name, Tensor slot) in slots)
        {
            int cut = name.LastIndexOf('/');
            if (cut < 0 || !byName.TryGetValue(name[..cut], out Weight? weight) || !states.TryGetValue(weight, out WeightState? state))
                throw new InvalidDataException($"{source} has the optimizer's tensor '{name}' for a weight that it does not list");
            if (slot.Shape != weight.Value.Shape) throw new InvalidDataException($"{source} has the optimizer's tensor '{name}' of shape {slot.Shape}; its weight has {weight.Value.Shape}");
            state.Slots[name[(cut + 1)..]] = slot.Persist();
        }
        foreach (Weight weight in weights) _states.Remove(weight);
        foreach ((Weight weight, WeightState state) in states) _states[weight] = state;
    }
}
