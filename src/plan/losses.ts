import { NS_PER_MS } from '../kernel/index.ts';
import type { DurabilityResult } from './result-accounts.ts';
import type { RunResult } from './run-result.ts';

/** Keys and data at the end of the replication that lost most. */
export function worstDurability(runs: readonly RunResult[]): DurabilityResult {
  const [worst] = runs
    .map(({ durability }) => durability)
    .sort((a, b) => b.keys.lost - a.keys.lost || b.ciphertexts.lost - a.ciphertexts.lost);
  const { keys, ciphertexts, newestBackupAgeNs, underTwoHsms, audit } = worst!;
  return {
    keys,
    ciphertexts,
    newestBackupAgeMs: newestBackupAgeNs === null ? null : newestBackupAgeNs / NS_PER_MS,
    longestUnderTwoHsmsMs: underTwoHsms.longestNs / NS_PER_MS,
    tried: audit.tried,
    failed: audit.failed,
    keysFailed: audit.failedKeys.length,
  };
}
