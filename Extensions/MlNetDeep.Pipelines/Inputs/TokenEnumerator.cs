namespace MlNetDeep.Pipelines.Inputs;

/// <summary>The words and signs of a text, one after the other, as <see cref="Tokenizer"/> describes them.</summary>
internal ref struct TokenEnumerator(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    public ReadOnlySpan<char> Current { get; private set; }

    public readonly TokenEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        _rest = _rest.TrimStart();
        if (_rest.IsEmpty) return false;
        int length = 1;
        if (char.IsLetterOrDigit(_rest[0]))
            while (length < _rest.Length && (char.IsLetterOrDigit(_rest[length]) || IsInner(_rest, length))) length++;
        else if (char.IsHighSurrogate(_rest[0]) && _rest.Length > 1) length = 2;
        Current = _rest[..length];
        _rest = _rest[length..];
        return true;
    }

    private static bool IsInner(ReadOnlySpan<char> text, int at) =>
        text[at] is '\'' or '’' && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]);
}
