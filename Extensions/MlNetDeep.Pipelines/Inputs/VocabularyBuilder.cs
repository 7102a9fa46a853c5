namespace MlNetDeep.Pipelines.Inputs;

/// <summary>Counts the tokens of texts and keeps the most frequent ones.</summary>
internal sealed class VocabularyBuilder
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<int> _lengths = [];

    /// <summary>How many tokens each text had.</summary>
    public IReadOnlyList<int> Lengths => _lengths;

    public void Add(ReadOnlySpan<char> text)
    {
        int length = 0;
        foreach (ReadOnlySpan<char> token in new TokenEnumerator(text))
        {
            length++;
            string lower = token.ToString().ToLowerInvariant();
            _counts[lower] = _counts.GetValueOrDefault(lower) + 1;
        }
        _lengths.Add(length);
    }

    /// <summary>The tokens that occur often enough, the most frequent first, those of one frequency in ordinal order.</summary>
    public Tokenizer Build(int maximumTokens, int minimumCount) =>
        new([.. _counts.Where(pair => pair.Value >= minimumCount)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(maximumTokens).Select(pair => pair.Key)]);
}
