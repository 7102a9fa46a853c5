using System.Globalization;
using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>
/// The generations of an evolutionary search, read from the notes of its trials, and the children of the last one. A function of the
/// history, so that workers share a population and a search that is taken up again goes on with it.
/// </summary>
internal sealed class Breeding(NsgaOptions options, string name, PlaceFilling fill)
{
    // How often numbers are drawn that must not leave the range, before they are moved to its end.
    private const int MostAttempts = 16;

    private string Note => name + ".generation";

    public IReadOnlyDictionary<string, ParameterValue> Propose(StudyHistory history, SamplingContext trial)
    {
        Observations observations = history.Observations;
        SearchSpace space = observations.Space;
        var random = new SplitMix(CounterRandom.Bits(options.Seed ?? trial.Seed, trial.Number, name));
        (int generation, List<Individual> parents) = Parents(history, options.Seed ?? trial.Seed);
        trial.Notes[Note] = generation;
        double[] point = new double[space.Dimensions.Count];
        Array.Fill(point, double.NaN);
        if (parents.Count > 0) point = Child(space, parents, random);
        space.Complete(point, dimension => CounterRandom.Uniform(options.Seed ?? trial.Seed, trial.Number, space.Dimensions[dimension].Name));
        return space.Parameters(point);
    }

    /// <summary>The generation of the next trial, and who may be its parents; none in the first.</summary>
    private (int Generation, List<Individual> Parents) Parents(StudyHistory history, long seed)
    {
        ILookup<int, Individual> members = Members(history).ToLookup(member => member.Generation, member => member.Individual);
        var parents = new List<Individual>();
        for (int generation = 0; ; generation++)
        {
            Individual[] born = [.. members[generation]];
            if (born.Length < options.PopulationSize) return (generation, parents);
            // The same survivors for every trial of the generation.
            parents = Survive([.. parents, .. born], new SplitMix(CounterRandom.Bits(seed, generation, name + " survivors")));
        }
    }

    private IEnumerable<(int Generation, Individual Individual)> Members(StudyHistory history)
    {
        SearchSpace space = history.Observations.Space;
        foreach (TrialRecord trial in history.Completed)
        {
            // What others proposed, or a person enqueued, is as good a first generation as any.
            int generation = trial.SamplerNotes.TryGetValue(Note, out object? noted) ? Convert.ToInt32(noted, CultureInfo.InvariantCulture) : 0;
            yield return (generation, new Individual(trial.Number, space.Point(trial.Parameters), [.. trial.Values.Select((_, i) => Curve.Loss(trial.Values, i, history.Directions[i]))], trial.Violation));
        }
    }

    private List<Individual> Survive(List<Individual> all, SplitMix random)
    {
        var survivors = new List<Individual>(options.PopulationSize);
        foreach (List<Individual> front in NonDominatedSort.Fronts(all))
        {
            if (survivors.Count + front.Count <= options.PopulationSize)
            {
                survivors.AddRange(front);
                continue;
            }
            survivors.AddRange(fill([.. survivors], front, options.PopulationSize - survivors.Count, random));
            break;
        }
        return survivors;
    }

    private double[] Child(SearchSpace space, List<Individual> parents, SplitMix random)
    {
        int[] numbers = [.. Enumerable.Range(0, space.Dimensions.Count).Where(d => !space.Dimensions[d].IsCategorical)];
        int wanted = random.Uniform() < options.CrossoverProbability ? Math.Min(parents.Count, Recombination.Parents(options.Crossover, numbers.Length)) : 1;
        var chosen = new List<Individual>(wanted);
        while (chosen.Count < wanted)
        {
            Individual parent = Tournament(parents, random);
            // Where one parent dominates all others, the rest are taken as they come.
            if (chosen.Contains(parent)) parent = parents[random.Below(parents.Count)];
            if (!chosen.Contains(parent)) chosen.Add(parent);
        }
        double[] child = [.. Enumerable.Range(0, space.Dimensions.Count).Select(d => chosen[random.Below(chosen.Count)].Point[d])];
        // What only some parents have cannot be averaged.
        int[] common = [.. numbers.Where(d => chosen.TrueForAll(parent => !double.IsNaN(parent.Point[d])))];
        if (chosen.Count > 1 && common.Length > 0) Cross(child, common, chosen, random);
        Mutate(space, child, random);
        return child;
    }

    private void Cross(double[] child, int[] common, List<Individual> chosen, SplitMix random)
    {
        double[][] parents = [.. chosen.Select(parent => common.Select(d => parent.Point[d]).ToArray())];
        // A simplex of fewer numbers needs fewer corners.
        if (options.Crossover == Crossover.Simplex) parents = parents[..Math.Min(parents.Length, common.Length + 1)];
        Crossover crossover = parents.Length < Recombination.Parents(options.Crossover, common.Length) ? Crossover.Blend : options.Crossover;
        if (parents.Length < 2) return;
        double[] numbers = Recombination.Cross(crossover, parents, random);
        for (int attempt = 1; attempt < MostAttempts && numbers.Any(x => x is < 0 or > 1); attempt++) numbers = Recombination.Cross(crossover, parents, random);
        for (int i = 0; i < common.Length; i++) child[common[i]] = Math.Clamp(numbers[i], 0, 1);
    }

    private void Mutate(SearchSpace space, double[] child, SplitMix random)
    {
        double probability = options.MutationProbability ?? 1.0 / Math.Max(1, child.Count(x => !double.IsNaN(x)));
        for (int d = 0; d < child.Length; d++)
        {
            if (double.IsNaN(child[d]) || random.Uniform() >= probability) continue;
            child[d] = space.Dimensions[d].IsCategorical ? random.Uniform() : Polynomial(child[d], random.Uniform());
        }
    }

    private double Polynomial(double x, double u)
    {
        double power = 1 / (options.MutationIndex + 1);
        double change = u < 0.5
            ? Math.Pow(2 * u + (1 - 2 * u) * Math.Pow(1 - x, options.MutationIndex + 1), power) - 1
            : 1 - Math.Pow(2 * (1 - u) + 2 * (u - 0.5) * Math.Pow(x, options.MutationIndex + 1), power);
        return Math.Clamp(x + change, 0, 1);
    }

    private static Individual Tournament(List<Individual> parents, SplitMix random)
    {
        Individual a = parents[random.Below(parents.Count)], b = parents[random.Below(parents.Count)];
        return b.Dominates(a) ? b : a;
    }
}

/// <summary>Gives the places that are left to some of a front that does not fit in whole.</summary>
internal delegate List<Individual> PlaceFilling(IReadOnlyList<Individual> chosen, IReadOnlyList<Individual> front, int places, SplitMix random);
