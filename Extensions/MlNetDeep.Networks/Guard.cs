using System.Runtime.CompilerServices;

namespace MlNetDeep.Networks;

/// <summary>Checks an option where it is set.</summary>
internal static class Guard
{
    /// <summary>Returns the value, or throws naming the option, the value and what was expected.</summary>
    public static float Range(float value, bool holds, string expected, [CallerMemberName] string name = "") =>
        holds ? value : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} must be {expected}, is {value}"));
}
