/** Interarrival times of one server, by the transform E[e^(−sA)] of their law; rates per ms. */
type Transform = (s: number) => number;

export function constantArrivals(rate: number): Transform {
  return (s) => Math.exp(-s / rate);
}

/** The sum of `shape` exponentials, such as every second arrival of a Poisson process. */
export function erlangArrivals(rate: number, shape: number): Transform {
  return (s) => ((shape * rate) / (shape * rate + s)) ** shape;
}

/**
 * G/M/1: any law between arrivals, exponential service of rate μ. The time in the system is
 * exponential with rate μ(1 − σ), where σ in (0, 1) solves σ = A*(μ(1 − σ)); returns that rate
 * (Gross et al., "Fundamentals of Queueing Theory", 4th ed., section 5.3). By iteration from 0,
 * which rises to the smallest root.
 */
export function timeInSystemRate(arrivals: Transform, serviceRate: number): number {
  let sigma = 0;
  for (;;) {
    const next = arrivals(serviceRate * (1 - sigma));
    if (next - sigma < 1e-15) return serviceRate * (1 - next);
    sigma = next;
  }
}
