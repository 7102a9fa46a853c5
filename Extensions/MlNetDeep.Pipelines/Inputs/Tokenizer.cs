using System.Buffers;

namespace MlNetDeep.Pipelines.Inputs;

/// <summary>
/// Cuts text into lower-case words and single signs and numbers them: 0 is padding, 1 any token that is not in the vocabulary,
/// from 2 on the vocabulary, the most frequent first. A word is a run of letters, digits and apostrophes inside of them.
/// </summary>
internal sealed class Tokenizer
{
    public const int Unknown = 1;
    public const int FirstToken = 2;

    private readonly string[] _tokens;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _numbers;

    /// <param name="tokens">The vocabulary; a token's number is its place plus <see cref="FirstToken"/>.</param>
    public Tokenizer(string[] tokens)
    {
        _tokens = tokens;
        var numbers = new Dictionary<string, int>(tokens.Length, StringComparer.Ordinal);
        for (int i = 0; i < tokens.Length; i++)
            if (!numbers.TryAdd(tokens[i], i + FirstToken)) throw new InvalidDataException($"The vocabulary has the token '{tokens[i]}' twice.");
        _numbers = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The highest number of a token, plus 1.</summary>
    public int Count => _tokens.Length + FirstToken;

    public IReadOnlyList<string> Tokens => _tokens;

    /// <summary>Numbers the first tokens of a text; the rest of the destination is padding.</summary>
    public void Encode(ReadOnlySpan<char> text, Span<float> destination)
    {
        int written = 0;
        foreach (ReadOnlySpan<char> token in new TokenEnumerator(text))
        {
            if (written == destination.Length) break;
            destination[written++] = Find(token);
        }
        destination[written..].Clear();
    }

    private int Find(ReadOnlySpan<char> token)
    {
        char[]? rented = token.Length > 256 ? ArrayPool<char>.Shared.Rent(token.Length) : null;
        Span<char> lower = rented ?? stackalloc char[256];
        lower = lower[..token.ToLowerInvariant(lower)];
        int number = _numbers.TryGetValue(lower, out int found) ? found : Unknown;
        if (rented is not null) ArrayPool<char>.Shared.Return(rented);
        return number;
    }
}
