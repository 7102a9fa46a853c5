namespace MlNetDeep.Tuning;

/// <summary>How an evolutionary sampler combines the numbers of parents. Categories, and what only some parents have, come from one of them.</summary>
public enum Crossover
{
    /// <summary>Each number from either of two parents (Syswerda 1989).</summary>
    Uniform,

    /// <summary>Uniform between two parents and half of their distance beyond (BLX-alpha with alpha 0.5; Eshelman and Schaffer 1993).</summary>
    Blend,

    /// <summary>Uniform in a simplex of as many parents as there are numbers, and one more (SPX; Tsutsui, Yamamura and Higuchi 1999).</summary>
    Simplex,

    /// <summary>Near either of two parents, as one-point crossover of binary digits would (SBX with index 2; Deb and Agrawal 1995).</summary>
    SimulatedBinary,

    /// <summary>As <see cref="SimulatedBinary"/>, but reaching between and beyond the parents alike (vSBX; Ballester and Carter 2004).</summary>
    VectorSimulatedBinary,

    /// <summary>Normal around the middle of two parents, across by the distance of a third (UNDX; Ono and Kobayashi 1997).</summary>
    UnimodalNormal,
}
