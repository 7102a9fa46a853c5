using System.Runtime.CompilerServices;

namespace MlNetDeep.Vision;

/// <summary>The check of an augmentation's options.</summary>
internal static class AugmentationRange
{
    public static float Check(float value, float minimum, float maximum, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= minimum && value <= maximum ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be {minimum} to {maximum}.");
}
