import type { Law } from './law.ts';

/** Throws a RangeError that names the parameter and its value unless `law` can be drawn from. */
export function checkLaw(law: Law): void {
  const require = (isGood: boolean, parameter: string, value: unknown, rule: string): void => {
    if (!isGood)
      throw new RangeError(`${law.kind} law: ${parameter} must be ${rule}, got ${String(value)}`);
  };
  const positive = (parameter: string, value: number): void =>
    require(value > 0 && Number.isFinite(value), parameter, value, 'positive and finite');
  const finite = (parameter: string, value: number): void =>
    require(Number.isFinite(value), parameter, value, 'finite');
  finite('shift', law.shift ?? 0);
  switch (law.kind) {
    case 'constant':
      finite('value', law.value);
      break;
    case 'uniform':
      finite('low', law.low);
      require(law.high >= law.low && Number.isFinite(law.high), 'high', law.high, 'at least low');
      break;
    case 'exponential':
      positive('mean', law.mean);
      break;
    case 'erlang':
      require(Number.isInteger(law.shape) &&
        law.shape >= 1, 'shape', law.shape, 'a whole number from 1 on');
      positive('mean', law.mean);
      break;
    case 'hyperexponential': {
      for (const { probability, mean } of law.branches) {
        require(probability >= 0 && probability <= 1, 'probability', probability, '0 to 1');
        positive('mean', mean);
      }
      const sum = law.branches.reduce((total, { probability }) => total + probability, 0);
      require(Math.abs(sum - 1) < 1e-9, 'sum of probabilities', sum, '1');
      break;
    }
    case 'gamma':
      positive('shape', law.shape);
      positive('mean', law.mean);
      break;
    case 'lognormal':
      finite('mu', law.mu);
      require(law.sigma >= 0 && Number.isFinite(law.sigma), 'sigma', law.sigma, '0 or more');
      break;
    case 'pareto':
      positive('minimum', law.minimum);
      positive('shape', law.shape);
      break;
    case 'empirical':
      require(law.values.length > 0, 'number of values', law.values.length, '1 or more');
      law.values.forEach((value) => finite('value', value));
  }
}
