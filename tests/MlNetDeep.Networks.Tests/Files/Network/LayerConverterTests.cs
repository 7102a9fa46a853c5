using System.Text;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class LayerConverterTests
{
    private static readonly Network s_network = Network.Sequential([3, 2], [new Bidirectional(new Gru(2) { ReturnSequences = true }), new TimeDistributed(new Dense(3))]);

    [Fact]
    public void A_layer_within_a_layer_is_its_registered_name_and_its_options()
    {
        string json = Encoding.UTF8.GetString(NetworkJson.Write(s_network));
        Assert.Contains("\"type\": \"gru\"", json, StringComparison.Ordinal);
        Assert.Contains("\"merge\": \"concatenate\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("MlNetDeep.Networks", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"type\": \"gru\"", "\"type\": \"System.String\"", "no layer type 'System.String'")]
    [InlineData("\"type\": \"gru\"", "\"type\": \"dense\"", "of type 'dense'; expected a RecurrentLayer")]
    [InlineData("\"type\": \"gru\"", "\"type\": null", "not valid")]
    [InlineData("\"type\": \"gru\"", "\"kind\": \"gru\"", "not valid")]
    [InlineData("\"units\": 2", "\"units\": 0", "Units must be from 1")]
    [InlineData("\"units\": 2", "\"units\": 2, \"units\": 3", "not valid")]
    [InlineData("\"type\": \"dense\"", "\"type\": \"input\"", "not valid")]
    [InlineData("\"merge\": \"concatenate\"", "\"merge\": 7", "not valid")]
    [InlineData("\"merge\": \"concatenate\"", "\"layer\": null", "not valid")]
    public void A_forged_layer_is_refused(string from, string to, string expected) => Refuse(from, to, expected);

    [Fact]
    public void Layers_within_layers_without_end_are_refused()
    {
        string start = string.Concat(Enumerable.Repeat("{\"type\":\"time_distributed\",\"options\":{\"layer\":", 50_000));
        Refuse("\"type\": \"dense\"", $"\"type\": \"time_distributed\", \"layer\": {start}", "not valid");
    }

    [Fact]
    public void An_unregistered_layer_cannot_be_saved_and_the_error_says_what_to_do()
    {
        Network network = Network.Sequential([3, 2], [new TimeDistributed(new Unregistered())]);
        string message = Assert.Throws<InvalidOperationException>(() => NetworkFile.Save(network, new MemoryStream())).Message;
        Assert.Contains("LayerRegistry.Register<Unregistered>(\"name\")", message, StringComparison.Ordinal);
    }

    private static void Refuse(string from, string to, string expected)
    {
        string json = Encoding.UTF8.GetString(NetworkJson.Write(s_network));
        int at = json.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, from);
        byte[] forged = Encoding.UTF8.GetBytes(json[..at] + to + json[(at + from.Length)..]);
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => NetworkJson.Read(forged, "file")).Message, StringComparison.Ordinal);
    }

    private sealed record Unregistered : Layer
    {
        public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);

        public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context) => inputs[0];
    }
}
