namespace MlNetDeep.Tuning;

/// <summary>Categories in equal parts of an axis, by their indices.</summary>
internal sealed class CategoryScale(IReadOnlyList<string> texts) : Scale
{
    private const int MostTicks = 16;

    public override IReadOnlyList<(double Place, string Text)> Ticks
    {
        get
        {
            int every = (texts.Count + MostTicks - 1) / MostTicks;
            return [.. Enumerable.Range(0, texts.Count).Where(i => i % every == 0).Select(i => (Place(i), texts[i]))];
        }
    }

    public override double Place(double value) => (value + 0.5) / texts.Count;
}
