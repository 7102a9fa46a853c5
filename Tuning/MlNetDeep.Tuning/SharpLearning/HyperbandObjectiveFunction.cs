namespace MlNetDeep.Tuning.SharpLearning;

/// <summary>Evaluates a parameter set within a budget.</summary>
/// <param name="parameterSet">The parameter set.</param>
/// <param name="budget">What to spend, in units of the function's choice such as epochs; may be a fraction.</param>
public delegate OptimizerResult HyperbandObjectiveFunction(double[] parameterSet, double budget);
