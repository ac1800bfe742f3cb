import { describe, expect, it } from 'vitest';
import { FACTS, findFact, type Confidence, type FactValue } from '../../src/facts/index.ts';

/** The project's own copy of figures that results hang on, typed from the sources by hand. */
const FIGURES: readonly (readonly [name: string, value: FactValue, unit: string, Confidence])[] = [
  // Requests a second that KMS admits.
  ['quota.symmetricCryptoDefault', 10_000, '1/s', 'documented'],
  ['quota.customKeyStore', 1800, '1/s', 'documented'],
  ['quota.externalKeyStore', 1800, '1/s', 'documented'],
  ['quota.rsaCrypto', 1000, '1/s', 'documented'],
  ['quota.eccCrypto', 1000, '1/s', 'documented'],
  ['quota.mlDsaCrypto', 1000, '1/s', 'documented'],
  ['quota.customKeyStoreFiveMinutes', 1800 * 300, 'count', 'documented-old'],
  // How many of a thing there may be.
  ['limit.hsmsPerCluster', 28, 'count', 'documented'],
  ['limit.hsmsPerRegion', 6, 'count', 'documented'],
  ['limit.clustersPerRegion', 4, 'count', 'documented'],
  ['limit.customKeyStoresPerRegion', 10, 'count', 'documented'],
  ['limit.keysPerCluster', { 'hsm1.medium': 3300, 'hsm2m.medium': 16_666 }, 'count', 'documented'],
  ['limit.pkcs11SessionsPerApplication', 1024, 'count', 'documented'],
  ['limit.keysPerRegion', 100_000, 'count', 'documented'],
  // What a throttled request looks like.
  ['throttling.error', 'ThrottlingException', 'name', 'documented'],
  ['throttling.httpStatus', 400, 'name', 'documented'],
  // External key stores: one try, the largest round trip, what a proxy should carry.
  ['external.proxyTimeout', 250, 'ms', 'documented'],
  ['external.maxRoundTrip', 35, 'ms', 'documented'],
  ['external.recommendedCapacity', 1800, '1/s', 'documented'],
  // CloudHSM stores: longest connect; backups at least daily, kept 90 days.
  ['control.connectCloudhsmMax', 20 * 60, 's', 'documented'],
  ['backup.period', 24, 'h', 'documented'],
  ['backup.retention', 90, 'd', 'documented'],
  ['cloudhsm.createHsmMeasured', 313, 's', 'measured-third-party'],
  [
    'cloudhsm.throughput.hsm2mEcP256Sign',
    { '2 HSMs': 3000, '3 HSMs': 4500, '6 HSMs': 7000 },
    '1/s',
    'documented',
  ],
  [
    'cloudhsm.throughput.hsm1Rsa2048Sign',
    { '2 HSMs': 2000, '3 HSMs': 3000, '6 HSMs': 5000 },
    '1/s',
    'documented',
  ],
  // SDK retries since 2026-11-10 and before.
  ['retry.standard.maxAttempts', 3, 'count', 'documented'],
  ['retry.standard.baseDelay', 50, 'ms', 'documented'],
  ['retry.standard.throttlingBaseDelay', 1000, 'ms', 'documented'],
  ['retry.standard.maxDelay', 20, 's', 'documented'],
  ['retry.standard.bucket', 500, 'count', 'documented'],
  ['retry.standard.retryCost', 14, 'count', 'documented'],
  ['retry.standard.throttlingCost', 5, 'count', 'documented'],
  ['retry.standard2025.baseDelay', 100, 'ms', 'documented'],
  ['retry.standard2025.throttlingBaseDelay', 500, 'ms', 'documented'],
  ['retry.standard2025.retryCost', 5, 'count', 'documented'],
  ['retry.standard2025.timeoutCost', 10, 'count', 'documented'],
  ['retry.legacy.maxAttempts', 5, 'count', 'documented'],
  // Service level agreements.
  ['availability.slaKms', 99.999, '%', 'documented'],
  ['availability.slaCloudhsmMultiZone', 99.95, '%', 'documented'],
  // Prices.
  ['price.keyMonth', 1, 'USD/month', 'documented'],
  ['price.requestsPer10k', 0.03, 'USD per 10,000', 'documented'],
  ['price.freeRequests', 20_000, 'count', 'documented'],
  ['price.hoursPerMonth', 730, 'h', 'documented'],
  // Assumptions every result hangs on.
  ['hsm.rate.aes', 1800, '1/s', 'assumption'],
  ['hsm.cv.aes', 0.5, 'ratio', 'assumption'],
  ['hsm.slots', 1, 'count', 'assumption'],
  ['hsm.busyAfter', 64, 'count', 'assumption'],
  ['kms.front', { lognormal: { median: 3.4, p99: 23 } }, 'ms', 'assumption'],
  ['kms.customStoreHandling', { lognormal: { median: 2, p99: 28 } }, 'ms', 'assumption'],
  ['network.sameZone', { lognormal: { median: 0.2, sigma: 0.15 } }, 'ms', 'assumption'],
  ['network.crossZone', { lognormal: { median: 0.8, sigma: 0.15 } }, 'ms', 'inferred'],
  ['client.tls', '1.3', 'name', 'assumption'],
  ['service.attempts', 2, 'count', 'assumption'],
  ['arrivals.officeWeek', [1, 1, 1, 1, 1, 0.3, 0.3], 'share', 'assumption'],
  ['quota.window', 'fixed-window', 'name', 'assumption'],
];

function numberOf(name: string): number {
  const value = findFact(name)?.value;
  if (typeof value !== 'number') throw new Error(`${name} is no number`);
  return value;
}

function tableOf(name: string): Readonly<Record<string, unknown>> {
  const entries: [string, unknown][] = Object.entries(findFact(name)?.value ?? {});
  return Object.fromEntries(entries);
}

describe('the figures', () => {
  it.each(FIGURES)('%s is %j %s', (name, value, unit, confidence) => {
    expect(findFact(name)).toMatchObject({ value, unit, confidence });
  });

  it('admits 100,000 symmetric requests a second in the three largest Regions only', () => {
    const quota = tableOf('quota.symmetricCrypto');
    const largest = Object.keys(quota).filter((region) => quota[region] === 100_000);
    expect(largest.sort()).toEqual(['eu-west-1', 'us-east-1', 'us-west-2']);
    expect(quota['eu-central-1']).toBe(20_000);
  });

  it('prices an HSM hour at $1.60 in us-east-1 and $1.45 in us-west-2', () => {
    expect(tableOf('price.hsmHour')).toMatchObject({ 'us-east-1': 1.6, 'us-west-2': 1.45 });
  });

  it('gives an office day 24 hours, of which the busiest are the whole', () => {
    const hours = Object.values(tableOf('arrivals.officeDay')).map(Number);
    expect(hours).toHaveLength(24);
    expect(Math.max(...hours)).toBe(1);
    expect(Math.min(...hours)).toBe(0.1);
  });

  it('shares the symmetric quota among eight operations', () => {
    expect(findFact('quota.symmetricCryptoOperations')?.value).toHaveLength(8);
  });

  it('has 18 connection error codes, 5 connection states and 8 key states', () => {
    expect(findFact('api.connectionErrorCodes')?.value).toHaveLength(18);
    expect(findFact('api.connectionStates')?.value).toHaveLength(5);
    expect(findFact('api.keyStates')?.value).toHaveLength(8);
  });

  it('retries a throttled call but not one that met a broken key store', () => {
    expect(tableOf('api.errorRetryClass')).toMatchObject({
      ThrottlingException: 'throttling',
      LimitExceededException: 'throttling',
      KMSInternalException: 'server',
      KMSInvalidStateException: 'never',
    });
    expect(tableOf('api.errorHttpStatus')).toMatchObject({
      DependencyTimeoutException: 503,
      KMSInternalException: 500,
      KMSInvalidStateException: 400,
    });
  });

  it('agrees between the retry lists and the table of classes', () => {
    const classes = tableOf('api.errorRetryClass');
    for (const kind of ['throttling', 'server', 'never'])
      for (const error of Object.values(tableOf(`retry.errors.${kind}`)))
        expect(classes[String(error)]).toBe(kind);
  });

  it('derives the largest request bill of a key store from quota and price', () => {
    const requests = numberOf('quota.customKeyStore') * 3600 * numberOf('price.hoursPerMonth');
    const bill = (requests / 10_000) * numberOf('price.requestsPer10k');
    expect(numberOf('price.maxRequestsMonth')).toBeCloseTo(bill, 6);
  });

  it('derives each break-even from the HSM price of its Region', () => {
    const hourly = tableOf('price.hsmHour');
    const breakEven = tableOf('price.breakEvenDirect');
    expect(Object.keys(breakEven).sort()).toEqual(Object.keys(hourly).sort());
    for (const [region, perSecond] of Object.entries(breakEven)) {
      const exact = (2 * Number(hourly[region]) * 10_000) / numberOf('price.requestsPer10k') / 3600;
      // Written with one decimal.
      expect(Math.abs(Number(perSecond) - exact)).toBeLessThanOrEqual(0.05 + 1e-9);
    }
  });

  it('derives the product of the service level agreements, to three decimals', () => {
    const product =
      (numberOf('availability.slaKms') * numberOf('availability.slaCloudhsmMultiZone')) / 100;
    expect(numberOf('availability.slaProduct')).toBeCloseTo(product, 3);
  });

  it('lets one HSM of each type carry what the published clusters of two and three say', () => {
    const perHsm: Readonly<Record<string, number>> = {
      hsm1Rsa2048Sign: numberOf('hsm.rate.rsa2048Sign'),
      hsm2mRsa2048Sign: numberOf('hsm.rate.rsa2048Sign'),
      hsm1EcP256Sign: Number(tableOf('hsm.rate.ecP256Sign')['hsm1.medium']),
      hsm2mEcP256Sign: Number(tableOf('hsm.rate.ecP256Sign')['hsm2m.medium']),
    };
    for (const [row, rate] of Object.entries(perHsm))
      expect(tableOf(`cloudhsm.throughput.${row}`)).toMatchObject({
        '2 HSMs': 2 * rate,
        '3 HSMs': 3 * rate,
      });
  });

  it('weighs every operation of a key store', () => {
    const operations = Object.values(tableOf('keyStore.operations.cloudhsm')).map(String);
    expect(operations).toHaveLength(6);
    for (const operation of operations)
      expect(numberOf(`hsm.weight.${operation[0]!.toLowerCase()}${operation.slice(1)}`)).toBe(1);
  });

  it('dates every price list fact to the day the list was fetched', () => {
    const dates = FACTS.filter((fact) => fact.confidence === 'price-list-third-party').map(
      (fact) => fact.asOf,
    );
    expect([...new Set(dates)]).toEqual(['2026-09-03']);
  });
});
