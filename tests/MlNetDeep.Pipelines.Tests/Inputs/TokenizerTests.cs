using MlNetDeep.Pipelines.Inputs;

namespace MlNetDeep.Pipelines.Tests.Inputs;

public sealed class TokenizerTests
{
    [Theory]
    [InlineData("Hello, World!", "Hello|,|World|!")]
    [InlineData("  it's 3.5  km ", "it's|3|.|5|km")]
    [InlineData("'quoted' don’t", "'|quoted|'|don’t")]
    [InlineData("日本 語", "日本|語")]
    [InlineData("a😀b", "a|😀|b")]
    [InlineData("", "")]
    [InlineData(" \t\n", "")]
    public void Text_is_cut_into_words_and_signs(string text, string expected)
    {
        var tokens = new List<string>();
        foreach (ReadOnlySpan<char> token in new TokenEnumerator(text)) tokens.Add(token.ToString());
        Assert.Equal(expected, string.Join('|', tokens));
    }

    [Fact]
    public void The_most_frequent_tokens_come_first_and_rare_ones_are_unknown()
    {
        var builder = new VocabularyBuilder();
        foreach (string text in new[] { "b a b", "B a c", "b" }) builder.Add(text);
        Assert.Equal([3, 3, 1], builder.Lengths);
        Tokenizer tokenizer = builder.Build(maximumTokens: 10, minimumCount: 2);
        Assert.Equal(["b", "a"], tokenizer.Tokens);
        Assert.Equal(4, tokenizer.Count);
        float[] numbers = new float[5];
        tokenizer.Encode("A c B x", numbers);
        Assert.Equal([3, 1, 2, 1, 0], numbers);
        tokenizer.Encode("b b b b b b b", numbers);
        Assert.Equal([2, 2, 2, 2, 2], numbers);
        Assert.Equal(["b"], builder.Build(maximumTokens: 1, minimumCount: 1).Tokens);
    }

    [Fact]
    public void A_token_longer_than_any_word_is_encoded()
    {
        string word = new('X', 1000);
        float[] numbers = new float[1];
        new Tokenizer([word.ToLowerInvariant()]).Encode(word, numbers);
        Assert.Equal(2, numbers[0]);
    }
}
